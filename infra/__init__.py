"""What runs the house: engines, processes, the operator's command."""
