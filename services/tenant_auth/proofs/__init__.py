"""Proofs: one-time links sent to an address; who opens one has shown that they read its mail."""
