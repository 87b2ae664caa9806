"""Blocks of the rule and dictionary files, one model per kind.

In come the plain values of one YAML block (every scalar a string); out goes a frozen, checked record that knows its
file and line. What a block says on its own is checked here; what blocks say together (ids that occur twice, sets that
do not exist, patterns that do not parse) is deliberately left to `sources` and to the checkers.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ..schema.actors import parse_actor_code
from ..schema.enums import ActorKind, BlockKind, Gender, LightRole, OperatorSlot
from ..schema.errors import CodeError
from ..schema.ontology import CODES, guess_code

NULL_ACT = "null"
PASS_CODE = "="
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_FLAGS = {"true": True, "false": False}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CODE_SCHEMA = {"type": "string", "pattern": r"^\d{2,4}$"}
_ACTOR_SCHEMA = {"type": "string", "pattern": "^([A-Z]{3}){1,5}$"}
_LATENT = re.compile(r"~[a-z][a-z_]*")


def problem(kind: str, found: object, expected: str, fix: str = "") -> PydanticCustomError:
    """Return an error of check `kind` that says what was found, what was expected, and perhaps what to do."""
    context = {"found": repr(found), "expected": expected, "fix": fix}
    return PydanticCustomError(kind, "{expected}, found {found}", context)


def read_flag(value: object) -> bool:
    """Read `true` or `false`, and nothing else."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _FLAGS:
        raise problem("bad-flag", value, "expected true or false")
    return _FLAGS[value]


def read_optional(value: object) -> object:
    """Read an empty value or a YAML null as None."""
    return None if isinstance(value, str) and value in NULLS else value


def read_bound(value: object) -> datetime.date | None:
    """Read a day, a month or a year ("2014-05-16", "2014-05", "2014"); a month or a year is its first day."""
    if value is None or isinstance(value, datetime.date) or read_optional(value) is None:
        return value if isinstance(value, datetime.date) else None
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise problem("bad-date", value, "expected a date like 2014, 2014-05 or 2014-05-16")
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise problem("bad-date", value, "expected a day of the calendar") from None


def read_event_code(value: str) -> str:
    """Check an event code."""
    if value not in CODES:
        raise problem("unknown-code", value, "expected a CAMEO event code", guess_code(value))
    return value


def read_act(value: str) -> str:
    """Check an act: an event code, a latent class (`~crime`) or null, which comes out as `NULL_ACT`."""
    if value in NULLS:
        return NULL_ACT
    if value.startswith("~"):
        if _LATENT.fullmatch(value) is None:
            raise problem("unknown-code", value, "expected a latent class like ~crime")
        return value
    return read_event_code(value)


def read_cell_act(value: str) -> str:
    """Check the act class of a composition cell: a code, a root or a latent class, never null."""
    act = read_act(value)
    if act == NULL_ACT:
        raise problem("unknown-code", value, "expected a code, a root code or a latent class")
    return act


def read_cell_code(value: object) -> object:
    """Check the result of a composition: an event code, `=` for the inner code, or null for nothing."""
    if value is None or value in NULLS:
        return None
    return value if value == PASS_CODE else read_event_code(str(value))


def read_actor_code(value: str) -> str:
    """Check an actor code, group by group."""
    try:
        return parse_actor_code(value).code
    except CodeError as error:
        raise problem("bad-actor-code", value, f"expected an actor code ({error.message})", error.fix) from None


def read_agent_code(value: str) -> str:
    """Check the code of an agent: role groups, or nothing for bare persons."""
    return value if value == "" else read_actor_code(value)


def read_event(value: object) -> object:
    """Read an expected event, `SOURCE CODE TARGET` with `_` for a missing side."""
    if not isinstance(value, str):
        return value
    parts = value.split()
    if len(parts) != 3:
        raise problem("bad-event", value, "expected SOURCE CODE TARGET, like EGY 072 LBYMIL", "write _ for a side")
    source, code, target = (None if part == "_" else part for part in parts)
    return {"source": source, "code": code, "target": target}


Text = Annotated[str, StringConstraints(min_length=1)]
BlockId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
SetId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$")]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Note = Annotated[Text | None, BeforeValidator(read_optional)]
Bound = Annotated[
    datetime.date | None,
    BeforeValidator(read_bound),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}),
]
EventCode = Annotated[str, BeforeValidator(read_event_code), WithJsonSchema(_CODE_SCHEMA)]
ActorCode = Annotated[str, BeforeValidator(read_actor_code), WithJsonSchema(_ACTOR_SCHEMA)]
Words = Annotated[tuple[Text, ...], Field(min_length=1)]


class Located(BaseModel):
    """A mapping that stands in a list of a file, and the line where it starts."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    line: int = Field(default=0, exclude=True)


class Block(Located):
    """A block of a file: an item of the file's outermost list. `path` is relative to the folder of the lexicon."""

    id: str
    path: str = Field(default="", exclude=True)


class ExampleEvent(BaseModel):
    """An event that an example expects; a side that the sentence does not name is None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: ActorCode | None
    code: EventCode
    target: ActorCode | None

    def __str__(self) -> str:
        return f"{self.source or '_'} {self.code} {self.target or '_'}"


Expected = Annotated[
    ExampleEvent,
    BeforeValidator(read_event),
    WithJsonSchema({"type": "string", "pattern": r"^\s*(_|[A-Z]+)\s+\d{2,4}\s+(_|[A-Z]+)\s*$"}),
]


class Example(Located):
    """A sentence with the whole set of events expected of it, and what the coder is told beside it."""

    text: Text
    events: tuple[Expected, ...] = ()
    published: Bound = None
    context: Note = None


class Examples(BaseModel):
    """The examples of a rule: what it codes, what it must not code, what it is known to miss."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    codes: tuple[Example, ...] = ()
    not_: tuple[Example, ...] = Field(default=(), alias="not")
    known_miss: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _check_events(self) -> Self:
        for example in (*self.codes, *self.known_miss):
            if not example.events:
                raise problem("bad-event", example.text, "expected events under codes and known_miss")
        for example in self.not_:
            if example.events:
                raise problem("bad-event", example.text, "expected no events under not", "move it to codes")
        return self


class Linked(Located):
    """A second event that a rule gives beside its own ("visited" and "was host to"); `swap` turns the sides."""

    code: EventCode
    swap: Flag = False


class RuleBlock(Block):
    """A rule: an act or an operator, with its patterns and examples. A null rule has the act `NULL_ACT`."""

    id: BlockId
    act: Annotated[str | None, BeforeValidator(lambda value: value if value is None else read_act(value))] = None
    operator: Annotated[str | None, StringConstraints(pattern=r"^[a-z]+(?:_[a-z]+)*$")] = None
    patterns: tuple[Text, ...] = ()
    nouns: tuple[Text, ...] = ()
    reciprocal: Flag = False
    linked: Linked | None = None
    of: Annotated[str, StringConstraints(pattern="^(source|target)$")] = "target"
    retired: Note = None
    note: Note = None
    examples: Examples = Examples()

    @property
    def is_null(self) -> bool:
        """Whether the rule, where it wins, codes nothing."""
        return self.act == NULL_ACT

    @property
    def kind(self) -> str:
        """What the rule is: `act`, `operator`, `latent` or `null`."""
        if self.act is None:
            return "operator"
        if self.is_null:
            return "null"
        return "latent" if self.act.startswith("~") else "act"

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        if (self.act is None) == (self.operator is None):
            raise problem("bad-rule", self.id, "expected either act or operator")
        if self.retired is None and not self.patterns and not self.nouns:
            raise problem("bad-rule", self.id, "expected patterns or nouns", "or say why it is retired")
        return self


class WordSet(Block):
    """A named set of lemmas and multiword lemma phrases; a word `{other}` includes another set."""

    id: SetId
    words: Words
    note: Note = None


class DatedCode(Located):
    """An actor code and the half-open interval [from, to) in which it holds; a missing bound is open.

    `office` names an office that one person holds at a time ("prime minister"), in the country that the code begins with.
    """

    code: ActorCode
    from_: Bound = Field(default=None, alias="from")
    to: Bound = None
    office: Note = None

    @model_validator(mode="after")
    def _check_interval(self) -> Self:
        if self.from_ is not None and self.to is not None and self.from_ >= self.to:
            raise problem("bad-interval", f"{self.from_} to {self.to}", "expected from before to")
        return self


class ActorEntry(Block):
    """An actor: its names in their classes, and its codes with their dates."""

    id: BlockId
    kind: ActorKind
    names: Words
    short: tuple[Text, ...] = ()
    alone: tuple[Text, ...] = ()
    demonyms: tuple[Text, ...] = ()
    gender: Gender | None = None
    codes: Annotated[tuple[DatedCode, ...], Field(min_length=1)]
    note: Note = None


class AgentEntry(Block):
    """A common noun for actors ("police officer") and the role that it adds; code "" takes only a country."""

    id: BlockId
    words: Words
    plurals: tuple[Text, ...] = ()
    code: Annotated[str, BeforeValidator(read_agent_code)]
    person: Flag = False
    title: Flag = False
    note: Note = None


class LightVerb(Block):
    """Verbs that lend their subject to the act that their object names ("launch an attack", "come under fire")."""

    id: BlockId
    verbs: Words
    role: LightRole
    acts: tuple[Annotated[str, BeforeValidator(read_cell_act)], ...] = ()
    preps: tuple[Text, ...] = ()
    note: Note = None


class Cell(Located):
    """One cell of the composition table: act class (code prefix or latent class) to code, `=`, or None for nothing."""

    act: Annotated[str, BeforeValidator(read_cell_act)]
    code: Annotated[str | None, BeforeValidator(read_cell_code)]
    text: Note = None
    events: tuple[Expected, ...] = ()


class OperatorEntry(Block):
    """A row of the composition table: an operator class, its cells, and what holds where no cell is named."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:_[a-z]+)*$")]
    default: Annotated[str | None, BeforeValidator(read_cell_code)]
    source: tuple[OperatorSlot, ...] = (OperatorSlot.SLOT,)
    target: tuple[OperatorSlot, ...] = (OperatorSlot.SLOT,)
    negatable: Flag = False
    takes_nouns: Flag = False
    cells: tuple[Cell, ...] = ()
    note: Note = None


class Composition(BaseModel):
    """The whole composition table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    operators: tuple[OperatorEntry, ...] = ()


class Retirement(Located):
    """An id that this lexicon does not use: an entry of what it extends that is left out, or an id of its own past."""

    kind: BlockKind
    id: Text
    reason: Text


class Manifest(Block):
    """What a lexicon folder says of itself: its name, what it extends, and which ids it retires."""

    id: BlockId
    extends: Text = "shipped"
    version: Note = None
    retire: tuple[Retirement, ...] = ()
    note: Note = None


class Acceptance(Block):
    """A warning that stays, with the reason. `id` is the check; what else is named has to agree with the finding."""

    id: BlockId
    block: Annotated[Text, Field(description="the id of the block that the finding is about")]
    about: Note = None
    reason: Text
