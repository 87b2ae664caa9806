"""Names that two actor entries claim with different codes.

In come the actor files of a lexicon folder (default: the shipped ones); out go lines on stdout, one per name that
matches everywhere (`names`, `alone`, `demonyms`) and stands in entries whose codes differ, with the entries. The exit
status is 1 if there is any. It deliberately does not look at `short` names, which may be shared: an article decides.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from polybius.coders.blocks import ActorEntry
from polybius.coders.digests import SHIPPED
from polybius.coders.sources import read_blocks
from polybius.schema.errors import Issue, LexiconError


def read_actors(folder: Path) -> tuple[ActorEntry, ...]:
    """Read the actor files of a lexicon folder. Raises `LexiconError` with every issue found in them."""
    issues: list[Issue] = []
    entries = read_blocks(folder, "actors/*.yml", ActorEntry, issues)
    if issues:
        raise LexiconError(tuple(issues))
    return entries


def fold_name(name: str) -> str:
    """Return the name as the matcher sees it: no accents, no apostrophes, hyphens as blanks, "al-" in one form."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    plain = re.sub(r"['’ʼ]", "", plain).replace("-", " ")
    return re.sub(r"\b(?:Al|El|The) ", lambda match: match.group().lower(), plain)


def dated_codes(entry: ActorEntry) -> tuple[tuple[object, ...], ...]:
    """Return the codes of an entry with their dates, without the lines where they stand."""
    return tuple((code.code, code.from_, code.to) for code in entry.codes)


def find_clashes(entries: tuple[ActorEntry, ...]) -> dict[str, list[ActorEntry]]:
    """Return the names that stand in several entries with different codes, each with its entries."""
    holders: dict[str, dict[str, ActorEntry]] = defaultdict(dict)
    for entry in entries:
        for name in (*entry.names, *entry.alone, *entry.demonyms):
            holders[fold_name(name)][entry.id] = entry
    return {
        name: list(found.values())
        for name, found in sorted(holders.items())
        if len({dated_codes(entry) for entry in found.values()}) > 1
    }


def main(arguments: list[str]) -> int:
    """Print the clashes of the folder named in the arguments; return the exit status."""
    clashes = find_clashes(read_actors(Path(arguments[0]) if arguments else SHIPPED))
    for name, entries in clashes.items():
        places = ", ".join(f"{entry.id} ({entry.path}:{entry.line})" for entry in entries)
        print(f"{name}: {places}")
    return 1 if clashes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
