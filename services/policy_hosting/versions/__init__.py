"""Versions: the numbered states of a document, the notice before they change, and the way each took effect."""
