"""Letters: canonical form, search keys, order, typing methods, and what may reach a terminal. Standard library only, pure."""
