"""People: who can sign in, and how; a person may be a member of several tenants."""
