"""`tenant_auth` owns tenants, their public profile, theme and hosts; it says TenantChanged and TenantSuspended.

It publishes each tenant's stylesheet and logo and writes the host files by which the edge knows whose center a
host is. People, members, roles and the OpenID provider will live here too. It hears its own TenantChanged, so
that what it publishes is rendered from committed state.
"""
