"""A plan written out and read back."""
