"""Signing in with a password, and signing out."""
