"""The benchmark: each stage of the product against a named peer, in one run, on data it makes itself."""
