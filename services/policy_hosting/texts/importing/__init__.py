"""Plain texts brought in: their headings, lists and tables are found by how lines look, and no word is lost."""
