"""The command line: one module a command. Only `browse` may import the screen."""
