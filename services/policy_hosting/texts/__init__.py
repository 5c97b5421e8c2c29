"""Texts: a policy's words as a tree, how they are read, written, set and compared."""
