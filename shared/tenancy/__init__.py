"""Whom we serve: one transaction per unit of work, its tenant told to PostgreSQL, every other query refused."""
