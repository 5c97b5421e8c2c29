"""People: who can sign in, whatever tenants they belong to, and their passwords."""
