"""Files of a registry: the only package that opens them."""
