"""Finding: what a registry holds, by name, date, kind and link. Derived from the files; can be thrown away at any moment."""
