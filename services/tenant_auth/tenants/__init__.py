"""Tenants: who they are to the world, and whether they are served."""
