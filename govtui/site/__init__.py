"""The static website of a registry (`govtui publish`): what its files are, and writing those that changed."""
