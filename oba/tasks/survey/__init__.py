"""Survey a national file without a store: read it, find everything of every series, write and tell it."""
