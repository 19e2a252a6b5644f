"""Writers of the index: build it from all files, or update it; they import no reader."""
