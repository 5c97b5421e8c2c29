"""How a tenant's center looks: a few choices, from which readable tones and one small stylesheet are computed."""
