"""`polybius code` and `polybius explain`: a sentence, a file or standard input to events on the screen."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from .command_options import lexicon_option, load_coder, published_option

if TYPE_CHECKING:
    from .coders import Coder
    from .schema.records import Actor, Article, Mention

_PUBLISHED_HELP = "Day of publication, for offices held and relative dates."
_MISSING = "---"


@click.command()
@click.argument("text", nargs=-1)
@published_option(_PUBLISHED_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print the mentions as JSON, one per line.")
@lexicon_option
def code(text: tuple[str, ...], published: datetime.date | None, as_json: bool, lexicon: Path | None) -> None:
    """Code TEXT, a sentence or the path of an article; without TEXT, standard input."""
    path = _existing_path(text)
    stored, mentions = (
        _code_file(load_coder(lexicon), path, published)
        if path is not None
        else _code_text(load_coder(lexicon), _read_text(text), published)
    )
    if as_json:
        _print_json(mentions, stored)
    else:
        _print_events(mentions, stored)


@click.command()
@click.argument("text", nargs=-1)
@published_option(_PUBLISHED_HELP)
@lexicon_option
def explain(text: tuple[str, ...], published: datetime.date | None, lexicon: Path | None) -> None:
    """Show why TEXT is coded as it is, down to the rule and the dictionary entry."""
    from .coders.explain import explain_text

    path = _existing_path(text)
    if path is not None:
        from .datasets import read_article

        article = read_article(path, published)
        prose, published = _prose(article), article.published
    else:
        prose = _read_text(text)
    click.echo(explain_text(load_coder(lexicon), prose, published).rstrip("\n"))


def _prose(article: Article) -> str:
    from .schema.enums import ArticlePart

    coded = [p for p in article.paragraphs if p.part in (ArticlePart.TITLE, ArticlePart.BODY)]
    return "\n\n".join(article.text[paragraph.start : paragraph.end] for paragraph in coded)


def _existing_path(text: tuple[str, ...]) -> Path | None:
    """The file that a single argument names; an argument without blanks that looks like a path has to be one."""
    if len(text) != 1 or text[0] == "-" or len(text[0]) > 1000 or "\n" in text[0]:
        return None
    path = Path(text[0])
    if path.is_file():
        return path
    if " " not in text[0] and (path.suffix == ".txt" or "/" in text[0]):
        raise click.UsageError(f"{path}: no such file; give a sentence in quotes, or the path of a text file")
    return None


def _read_text(text: tuple[str, ...]) -> str:
    if text and text != ("-",):
        return " ".join(text)
    if sys.stdin.isatty():
        click.echo("reading a text from the keyboard; end it with Ctrl-D", err=True)
    read = sys.stdin.read()
    if not read.strip():
        raise click.UsageError("nothing to code: standard input is empty; give a sentence in quotes or a file")
    return read


def _code_text(coder: Coder, text: str, published: datetime.date | None) -> tuple[str, Sequence[Mention]]:
    from .datasets.decoding import normalise_text

    stored = normalise_text(text)
    return stored, coder.code_sentence(stored, published=published)


def _code_file(coder: Coder, path: Path, published: datetime.date | None) -> tuple[str, Sequence[Mention]]:
    from .datasets import read_article

    article = read_article(path, published)
    return article.text, coder.code_article(article).mentions


def _print_json(mentions: Iterable[Mention], text: str) -> None:
    for mention in mentions:
        record = _to_mapping(mention) | {"sentence": text[mention.sentence_start : mention.sentence_end]}
        click.echo(json.dumps(record, ensure_ascii=False, default=_iso))


def _to_mapping(record: NamedTuple) -> dict[str, Any]:
    """A record, and the records in it, as mappings: JSON would make lists of them."""
    fields = record._asdict()
    return {name: _to_mapping(value) if hasattr(value, "_asdict") else value for name, value in fields.items()}


def _iso(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _print_events(mentions: Sequence[Mention], text: str) -> None:
    """Each sentence that holds an event, and its events below it."""
    last = None
    for mention in mentions:
        if mention.sentence_start != last:
            last = mention.sentence_start
            click.secho(" ".join(text[mention.sentence_start : mention.sentence_end].split()), dim=True)
        click.echo(_event_line(mention))
    if not mentions:
        click.echo("no events; `polybius explain` shows what was seen", err=True)


def _event_line(mention: Mention) -> str:
    from .schema.ontology import code_of

    date = f"  {mention.date.date} ({mention.date.precision})" if mention.date is not None else ""
    said = f"  said by {_side(mention.attributed_to)}" if mention.attributed_to is not None else ""
    event = click.style(f"{_side(mention.source)} {mention.code} {_side(mention.target)}", bold=True)
    return f"  {event}  {code_of(mention.code).name}{date}{said}  [{mention.rule_id}]"


def _side(actor: Actor | None) -> str:
    if actor is None:
        return _MISSING
    return actor.code if actor.code is not None else f"<{actor.name or actor.text}>"
