"""Invitations: how a company lets somebody in, by a letter to an address and to no other."""
