"""Text to events: pure stages over frozen records and one immutable lexicon."""
