"""Sign-up: how a company opens a center by itself, after its person has shown that they read their mail."""
