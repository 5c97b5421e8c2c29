"""Sessions: a person signed in on a device, until it is idle, over or revoked."""
