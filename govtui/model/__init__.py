"""What records mean: pure values and rules. No files, no SQL, no screen, no catalogs."""
