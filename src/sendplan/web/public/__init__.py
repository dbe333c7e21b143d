"""Pages for anyone: no sign-in, no session, no cookie, and no road to anything but what is published."""
