"""The second factor: codes from an app, recovery codes, and the page that asks for one after a password."""
