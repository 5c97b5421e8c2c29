"""API clients: a tenant's programs, with a secret each and no more permissions than whoever made them."""
