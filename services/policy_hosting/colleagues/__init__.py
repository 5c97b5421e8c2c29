"""Colleagues: how many people a tenant has, as `tenant_auth` tells it, and whether one may approve their own work."""
