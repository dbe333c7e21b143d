"""Pages: who is looking decides the folder."""
