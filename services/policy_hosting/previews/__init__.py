"""Previews: links that show a version as readers will see it, for an hour, to whoever holds the link."""
