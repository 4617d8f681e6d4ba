"""Schema changes, oldest first. `oba.store.migrate` runs them."""
