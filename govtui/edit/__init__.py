"""An edit from request to file: what it would change, whether it may be saved, merging, undoing. No screens, no options."""
