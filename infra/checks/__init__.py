"""Checks that no ready-made tool does: every template compiles, every catalogue is complete."""
