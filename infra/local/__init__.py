"""`make run`: the engines from their wheels, the processes, the demo data."""
