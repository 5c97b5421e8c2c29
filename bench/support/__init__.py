"""What several benchmarks need: programs to measure with, and something to measure."""
