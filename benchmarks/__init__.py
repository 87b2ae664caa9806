"""Measurements: speed (`python -m benchmarks`), and the stages before the rules (`python -m benchmarks.stages`)."""
