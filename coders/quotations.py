"""Quotations: a quotation that a speech verb cuts in two is made one again.

In come groups and their kinds; out go the same groups in the order of reported speech: "Turkey," the minister warned, "will
pay" becomes "Turkey will pay," the minister warned. Groups keep their place in the text. Nothing else is moved.
"""

from __future__ import annotations

import re

from .grammar import Grammar
from .groups import Group

_SPLIT = re.compile(r'"([^"]*),"((?:N(?:PN)*[VK]|[VK]N(?:PN)*)(?:PN|PT|T|R)*),"([^"]*?)([.,]?)"')
_VERB = re.compile(r"[VKI]")


def join_quotation(groups: list[Group], kinds: str, grammar: Grammar) -> tuple[list[Group], str]:
    """Put the two parts of a quotation together, and the words of its speaker after them."""
    match = _SPLIT.search(kinds)
    if match is None:
        return groups, kinds
    low, high = match.span(2)
    if not any(group.kind in "VK" and group.lemma in grammar.speech_verbs for group in groups[low:high]):
        return groups, kinds
    order = list(range(match.start(), match.end(1)))
    if _VERB.search(match.group(1)) is not None and match.group(3)[:1] == "N":
        order.append(match.end(1))
    order.extend(range(*match.span(3)))
    order.extend((high, high + 1))
    order.extend(range(low, high))
    order.extend(range(*match.span(4)))
    order.extend(range(match.end(), len(groups)))
    order[:0] = range(match.start())
    return [groups[place] for place in order], "".join(kinds[place] for place in order)
