"""Checks of what the blocks of a lexicon say together: one module each, with its `CHECKS` and a `find` that yields issues.

`catalogue` lists them. A module's docstring says what the check is for; `docs/checks.md` says it to maintainers.
"""
