"""Members: the people of a tenant, their roles, and the one table that says what each role may do."""
