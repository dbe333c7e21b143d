"""Signing in and out, the second factor, and the demonstration's cast and day."""
