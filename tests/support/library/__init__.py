"""A service of the tests: shelves and books, owned by tenants, to try the walls on."""
