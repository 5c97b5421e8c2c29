"""Publication: a tenant's documents rendered into pages and kept in the site store."""
