"""The public's reading pages: whole pages of HTML, made of one published copy, that need no script."""
