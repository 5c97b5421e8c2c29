"""Recovery: a new password for who reads the account's mail; it never goes past a second factor."""
