"""`polybius coverage`: what of a lexicon a corpus or a dataset uses, and what of the corpus it leaves uncoded."""

from __future__ import annotations

import datetime
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command_options import lexicon_option, load_coder, published_option, workers_option

if TYPE_CHECKING:
    from .coders.sources import Sources
    from .datasets.coverage import Coverage, Gap, Unused


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="How many of each kind to list.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@published_option("Day of publication of texts that state none.")
@workers_option
@lexicon_option
def coverage(
    paths: tuple[Path, ...],
    limit: int,
    as_json: bool,
    published: datetime.date | None,
    workers: int,
    lexicon: Path | None,
) -> None:
    """Show which rules, word sets and entries the texts in PATH use, which never, and what was not coded.

    PATH is text files with a text per line, JSON Lines with `text`, a folder of them, or a dataset that `polybius build` made.
    """
    from .coders.sources import read_sources
    from .datasets.coverage import find_unused

    sources = read_sources(lexicon)
    is_dataset = (paths[0] / "manifest.json").is_file()
    if is_dataset and len(paths) > 1:
        raise click.UsageError("give one dataset, or files and folders of texts")
    found = _cover_dataset(paths[0]) if is_dataset else _cover_texts(paths, published, sources, workers, lexicon)
    unused = find_unused(found, sources)
    if as_json:
        click.echo(json.dumps(_to_json(found, unused, is_dataset), indent=2, ensure_ascii=False))
        return
    for line in _report(found, unused, sources, limit, is_dataset):
        click.echo(line)


def _cover_dataset(path: Path) -> Coverage:
    from .datasets import load
    from .datasets.dataset_coverage import cover_dataset

    return cover_dataset(load(path))


def _cover_texts(
    paths: tuple[Path, ...], published: datetime.date | None, sources: Sources, workers: int, lexicon: Path | None
) -> Coverage:
    from .datasets.corpora import read_corpus
    from .datasets.coverage import cover_corpus

    return cover_corpus(load_coder(lexicon), sources, read_corpus(paths, published), workers)


def _report(found: Coverage, unused: Unused, sources: Sources, limit: int, is_dataset: bool) -> Iterator[str]:
    n_rules = sum(1 for rule in sources.rules if rule.retired is None)
    n_entries = len(sources.actors) + len(sources.agents)
    yield f"{found.n_texts} texts, {found.n_sentences} sentences, {found.n_coded} of them coded"
    yield f"rules     {n_rules - len(unused.rules)} of {n_rules} were used"
    if not is_dataset:
        yield f"word sets {len(sources.sets) - len(unused.sets)} of {len(sources.sets)} had a word in an event"
    yield f"entries   {n_entries - len(unused.entries)} of {n_entries} were a side of an event"
    yield from _list("Rules by number of uses", found.rules, limit)
    yield from _names("Rules that were never used", unused.rules, limit)
    if not is_dataset:
        yield from _names("Word sets without a word in an event", unused.sets, limit)
    yield from _list("Seen and not coded, by reason", found.rejections, limit)
    yield from _list("Names that no entry knows", found.unresolved, limit)
    yield from _gap_lines(found.gaps, limit)


def _list(title: str, counts: Counter[str], limit: int) -> Iterator[str]:
    if not counts:
        return
    yield f"\n{title}"
    for name, number in itertools.islice(_by_number(counts), limit):
        yield f"  {number:6} {name}"
    if len(counts) > limit:
        yield f"         and {len(counts) - limit} more; --limit or --json shows them"


def _by_number(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _names(title: str, names: Iterable[str], limit: int) -> Iterator[str]:
    names = list(names)
    if not names:
        return
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    yield f"\n{title}\n  {', '.join(names[:limit])}{more}"


def _gap_lines(gaps: list[Gap], limit: int) -> Iterator[str]:
    """The work list: verbs whose sentences gave nothing, the most frequent first, each with a sentence."""
    if not gaps:
        return
    verbs = Counter(gap.verb for gap in gaps)
    yield f"\nSentences with a verb and two known actors that gave nothing: {len(gaps)}, by verb"
    for verb, number in itertools.islice(_by_number(verbs), limit):
        first = next(gap for gap in gaps if gap.verb == verb)
        yield f"  {number:6} {verb}: {first.sentence} [{first.id}; {', '.join(first.actors)}]"
    if len(verbs) > limit:
        yield f"         and {len(verbs) - limit} more verbs; --limit or --json shows them"


def _to_json(found: Coverage, unused: Unused, is_dataset: bool) -> dict[str, Any]:
    report: dict[str, Any] = {
        "texts": found.n_texts,
        "sentences": found.n_sentences,
        "coded_sentences": found.n_coded,
        "codes": dict(_by_number(found.codes)),
        "rules": dict(_by_number(found.rules)),
        "entries": dict(_by_number(found.entries)),
        "rejections": dict(_by_number(found.rejections)),
        "unresolved": dict(_by_number(found.unresolved)),
        "unused_rules": unused.rules,
        "unused_entries": unused.entries,
    }
    if not is_dataset:
        report["templates"] = [
            {"rule": rule, "template": text, "events": number}
            for (rule, text), number in sorted(found.templates.items(), key=lambda item: (-item[1], item[0]))
        ]
        report["sets"] = dict(_by_number(found.sets))
        report["unused_sets"] = unused.sets
        report["gaps"] = [
            {"id": gap.id, "verb": gap.verb, "actors": gap.actors, "sentence": gap.sentence} for gap in found.gaps
        ]
    return report
