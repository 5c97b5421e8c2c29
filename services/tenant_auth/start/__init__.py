"""The console's first pages: one's companies, what needs doing today, and search over all that has a name."""
