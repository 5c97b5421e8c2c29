"""Benchmarks: each prints its figures and what they should be; `make bench` runs them all."""
