"""The nouns of outcomes-based accountability: standard library only, no input or output."""
