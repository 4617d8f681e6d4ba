"""Back-test the methods on a national file: read it, run every rule where the answer is known, tell what came out."""
