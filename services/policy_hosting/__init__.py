"""Policy hosting publishes a tenant's policies and keeps their promises as records.

It owns documents, their versions, translations and facts, and the pages they become. It says when a version is
scheduled, announced, in effect or withdrawn, and what a tenant promises (PromisesChanged). It hears TenantChanged and
keeps its own copy of the profile, so that publishing never waits on a neighbour.
"""
