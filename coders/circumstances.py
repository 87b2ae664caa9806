"""Circumstances: when an event happened, and who is said to have said so.

In come a sentence's dates and clauses; out go the date that the event's own clause may take, and its attribution.
"""

from __future__ import annotations

import datetime

from ..schema.enums import DatePrecision
from ..schema.records import Actor, EventDate
from .actions import Engine
from .actors import Resolver
from .clauses import Clause
from .dates import WEEKDAYS, find_dates, find_leads
from .derivations import Derivation
from .sides import Sides

_HISTORY = 1945
_CENTURIES = frozenset({"century", "centuries"})
_OTHER_CENTURIES = frozenset({"this", "a", "half", "quarter", "per", "the"})


class Circumstances(Sides):
    """Dates and attributes the events of one sentence."""

    __slots__ = ("dates", "published")

    def __init__(self, engine: Engine, resolver: Resolver, published: datetime.date | None) -> None:
        super().__init__(engine, resolver)
        self.published = published
        self.dates: tuple[EventDate, ...] | None = None

    def clause_at(self, offset: int) -> Clause | None:
        """The clause whose verb stands at an offset into the text."""
        starts = self.parse.starts
        return next((clause for clause in self.parse.clauses if starts[clause.verb.head] == offset), None)

    def date_of(self, offset: int) -> EventDate | None:
        """The nearest date that the clause of a trigger may take, else the publication date. What is to come is announced today."""
        parse = self.parse
        if self.dates is None:
            self.dates = find_dates(parse.text[parse.start : parse.end], self.published, self.date_leads())
        chosen: EventDate | None = None
        distance = 0
        clause = self.clause_at(offset) if self.dates else None
        is_to_come = clause is not None and clause.verb.modal in self.engine.grammar.future_modals
        for date in self.dates:
            start = (date.start or 0) + parse.start
            if is_to_come and not self.is_above(self.owner_of(start), clause):
                continue
            if (chosen is None or abs(start - offset) < distance) and self.may_date(clause, start):
                chosen, distance = date, abs(start - offset)
        if chosen is not None:
            low = None if chosen.start is None else chosen.start + parse.start
            high = None if chosen.end is None else chosen.end + parse.start
            return EventDate(self.ahead(clause, chosen), chosen.precision, chosen.text, low, high)
        return None if self.published is None else EventDate(self.published, DatePrecision.PUBLISHED, None, None, None)

    def is_above(self, owner: Clause | None, clause: Clause | None) -> bool:
        """Whether a clause hangs on another, as what is said on its report."""
        step = None if clause is None else clause.parent
        while step is not None and step is not owner:
            step = step.parent
        return owner is not None and step is owner

    def ahead(self, clause: Clause | None, date: EventDate) -> datetime.date:
        """ "Is to travel on Monday": a bare weekday is the next one, not the last one."""
        if clause is None or self.published is None or date.date >= self.published or date.text not in WEEKDAYS:
            return date.date
        verb = clause.verb
        is_to = clause.lemma == "be" and any(
            inner.parent is clause and inner.relation == "infinitive" and inner.verb.start <= verb.end + 1
            for inner in self.parse.clauses
        )
        is_ahead = is_to and self.parse.tagged.lowers[verb.head] in ("is", "are")
        return date.date + datetime.timedelta(days=7) if is_ahead else date.date

    def date_leads(self) -> list[int]:
        """Where in the sentence a date may begin: what the words know, and what a dateline before them holds."""
        parse = self.parse
        starts = parse.starts
        leads = [] if parse.dateline is None else find_leads(parse.dateline)
        for index, form in enumerate(parse.forms):
            for lead in form.leads:
                leads.append(starts[index] - parse.start + lead)
        return leads

    def is_history(self, derivation: Derivation) -> bool:
        """Whether the sentence tells of long ago: by its date, or by its century."""
        parse = self.parse
        date = self.date_of(parse.starts[derivation.trigger[0]])
        if date is not None and date.text is not None and date.date.year < _HISTORY:
            return True
        lowers = parse.tagged.lowers
        if _CENTURIES.isdisjoint(lowers):
            return False
        return any(
            lower in _CENTURIES and index > 0 and lowers[index - 1] not in _OTHER_CENTURIES
            for index, lower in enumerate(lowers)
        )

    def may_date(self, clause: Clause | None, start: int) -> bool:
        """Whether a date at an offset may be that of a clause: not where it dates a report, a relative or a background clause."""
        owner = self.owner_of(start)
        if owner is None or clause is None or owner is clause:
            return True
        step = owner
        for _ in range(8):
            if step.parent is clause and step.relation in ("infinitive", "gerund", "participle"):
                return True
            if step.parent is None:
                break
            step = step.parent
        if owner.relation == "infinitive" and clause.relation == "participle" and owner.parent is clause.parent:
            return True
        step = clause
        for _ in range(8):
            parent = step.parent
            if parent is None:
                return False
            if parent is owner:
                if step.relation not in ("that", "say"):
                    return step.relation in ("infinitive", "gerund", "participle")
                between = self.parse.text[self.parse.ends[owner.verb.end - 1] : start]
                return owner.verb.start < step.verb.start and "that" in between
            step = parent
        return False

    def owner_of(self, start: int) -> Clause | None:
        """The clause that a time expression at an offset stands in, if the clause stage gave it to one."""
        starts, ends = self.parse.starts, self.parse.ends
        for clause in self.parse.clauses:
            for _, group in (*clause.times, *clause.preps):
                if starts[group.start] - 12 <= start < ends[group.end - 1]:
                    return clause
        return None

    def attribution(self, clause: Clause | None) -> Actor | None:
        """Who is said to have said it: the subject of the speech verb above, or "according to X"."""
        step = clause
        depth = 0
        while step is not None and depth < 12:
            depth += 1
            for prep, group in step.preps:
                if prep.startswith("according"):
                    found = self.resolver.side(group)
                    return found[0] if found else None
            parent = step.parent
            if (
                parent is not None
                and step.relation in ("that", "say")
                and parent.lemma in self.engine.grammar.speech_verbs
            ):
                subject = self.engine.subject_of(parent)
                if subject is not None:
                    found = self.resolver.side(subject)
                    return found[0] if found else None
            step = parent
        return None
