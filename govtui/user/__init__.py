"""One user's own: choices, session, log. Never a registry's data."""
