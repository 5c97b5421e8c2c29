"""Documents: the texts a tenant publishes, each with a purpose, an address and a life of versions."""
