"""The kinds of file that figures come in: opened, scanned, and read to rows of cells in a process of their own."""
