"""Checks of what came in: one function a rule, each with its wording, remedy and an example that is run as a test."""
