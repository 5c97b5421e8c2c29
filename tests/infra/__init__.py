"""Tests of infra: engines, supervisor, compose file."""
