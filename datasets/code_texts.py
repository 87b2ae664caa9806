"""A script that codes texts with the Polybius that it finds: how comparisons run the coder of another revision.

In come JSON on standard input, `lexicon` (a folder or null) and `texts`; out goes JSON on standard output, per text the events as
source, code, target, rule and trigger. It uses nothing but the public interface of the coder, which revisions share.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

from polybius.coders import Coder
from polybius.schema.errors import PolybiusError


def main() -> int:
    """Code what is asked for; an error that is meant for users goes to standard error, with exit status 2."""
    asked = json.load(sys.stdin)
    try:
        coder = Coder.load(asked["lexicon"])
        found = [code_text(coder, **text) for text in asked["texts"]]
    except PolybiusError as error:
        print(error, file=sys.stderr)
        return 2
    json.dump(found, sys.stdout)
    return 0


def code_text(coder: Coder, text: str, published: str | None, context: list[str]) -> list[tuple[str, ...]]:
    """The events of a text, each once, in order."""
    day = None if published is None else datetime.date.fromisoformat(published)
    mentions = coder.code_sentence(text, published=day, context=context)
    return sorted({(show_side(m.source), m.code, show_side(m.target), m.rule_id, m.trigger_text) for m in mentions})


def show_side(actor: Any) -> str:
    """A side as comparisons show it: its code, else its name in angle brackets, else `---`."""
    if actor is None:
        return "---"
    return actor.code if actor.code is not None else f"<{actor.name or actor.text}>"


if __name__ == "__main__":
    sys.exit(main())
