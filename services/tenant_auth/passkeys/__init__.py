"""Passkeys: how a person makes one, signs in with it, names and removes it (WebAuthn level 3)."""
