"""The calendar: what is coming, as a list and as a file that calendar programs read."""
