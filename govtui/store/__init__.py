"""The bytes of a registry: the only package that opens its files."""
