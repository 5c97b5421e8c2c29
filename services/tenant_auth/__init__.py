"""`tenant_auth` owns who is who: tenants, people, members, sessions, clients, and the log of what all of them did.

Tenants with their profile, theme and hosts; people and how they sign in; members, their roles and invitations;
sessions, the OpenID provider and API clients; the audit log of every service. It says what changed of a tenant
(TenantChanged, TenantSuspended), of its members, and what holds no longer (SessionRevoked, ApiClientRevoked). It hears
its own TenantChanged, so that the stylesheet, the logo and the host files it publishes are rendered from committed
state, and ActRecorded of all services, for the log.
"""
