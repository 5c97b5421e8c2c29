"""The web kit: routes with an access rule, middleware, errors, templates, the process that serves them."""
