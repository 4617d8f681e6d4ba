"""A copy of a file in which every problem is marked at its cell."""
