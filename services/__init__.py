"""The services: each its own process, database, worker and migrations; none imports another."""
