"""From spreadsheets to figures: recognise, read, check, compare. Reading adds no meaning."""
