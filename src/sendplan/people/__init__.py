"""Children, each once: which records of which loads are of the same child, and who said so."""
