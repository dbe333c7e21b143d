"""Documents: a file in, blocks and tables of text out."""
