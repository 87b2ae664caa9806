"""Trials of a lexicon: its examples run, its rules mutated, its changes since a revision found."""
