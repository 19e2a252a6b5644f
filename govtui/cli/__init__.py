"""The command line: a module for each command. Only `browse` may import the screen."""
