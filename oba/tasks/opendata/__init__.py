"""The figures of a published copy as files that other people's tools can read."""
