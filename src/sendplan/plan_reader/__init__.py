"""A published plan in; a structured draft and a list of findings out."""
