"""Django's settings, one module a way of running.

`base` is what never differs; `serve` is a server (production, or the demonstration when SENDPLAN_DEMO is 1);
`test` is for pytest; `check` is for mypy, `makemigrations` and the system checks and needs no database.
`sign_in` and `pages` are the parts of `base` about signing in and about pages.
"""
