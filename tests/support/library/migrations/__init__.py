"""How the library came to be."""
