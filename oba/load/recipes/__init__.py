"""Layouts that a person describes once: proposed, written down, recognised again, and refused when they drift."""
