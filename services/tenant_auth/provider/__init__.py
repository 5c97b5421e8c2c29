"""The OpenID provider: clients, codes, tokens and keys, on Authlib's server core."""
