"""What the product does: one verb a file, joining load, store, analysis and charts."""
