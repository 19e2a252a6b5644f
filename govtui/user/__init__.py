"""Files of one user: choices, views, drafts, session, log. Never a registry's data."""
