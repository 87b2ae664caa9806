"""Readers: from a file to its records, one module per format."""
