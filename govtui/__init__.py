"""govtui: browse and edit a registry of bilingual governance records in the terminal."""

__version__ = "0.1.0"
