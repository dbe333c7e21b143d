"""Pages for people who sign in and hold a role in an area: the plan, what came of it, and who did what."""
