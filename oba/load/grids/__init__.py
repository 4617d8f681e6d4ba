"""Tables with headings in several rows, as publishers lay them out: found, understood, and read to figures."""
