"""Checks of what the blocks of a lexicon say together: each takes a `Checked` lexicon and yields issues."""
