"""`polybius evaluate`: how well the coder labels marked sentences."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import lexicon_option, load_coder

if TYPE_CHECKING:
    from .datasets.evaluation import Evaluation, Prediction, Score
    from .schema.records import Mention

_ABBREVIATED = 4


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Also print the first N wrong rows.")
@click.option("--aggregate", is_flag=True, help="Print figures only: no sentence, no id.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@lexicon_option
def evaluate(file: Path, misses: int, aggregate: bool, as_json: bool, lexicon: Path | None) -> None:
    """Score the coder on FILE, JSON lines of sentences with marked sides and a PLOVER label."""
    from .datasets import evaluation as scoring
    from .datasets.found_actors import find_actors

    if aggregate and misses:
        raise click.UsageError("--aggregate prints no sentences, --misses does; give one of them")
    rows = scoring.read_gold(file)
    coder = load_coder(lexicon)
    result = scoring.evaluate(coder, rows, lambda text: find_actors(coder, text, scoring.PUBLISHED))
    if as_json:
        click.echo(json.dumps(scoring.to_json(result), indent=2))
    else:
        for line in _report(result):
            click.echo(line)
    for miss in itertools.islice(scoring.find_misses(result.guided_predictions), misses):
        _print_miss(miss)


def _report(result: Evaluation) -> Iterator[str]:
    yield _figures("guided", result.guided)
    yield _figures("unguided", result.unguided)
    spans = result.spans
    yield f"marked spans found unguided {spans.found:.3f}, with a code {spans.coded:.3f} (of {spans.n_spans})"
    yield ""
    yield f"{'label':<10} {'precision':>9} {'recall':>7} {'F1':>6} {'support':>8}"
    for label in result.guided.labels:
        yield f"{label.label:<10} {label.precision:9.3f} {label.recall:7.3f} {label.f1:6.3f} {label.support:8}"
    yield ""
    yield from _confusion(result.guided)


def _figures(name: str, score: Score) -> str:
    return (
        f"{name:<9} accuracy {score.accuracy:.3f}  macro F1 {score.macro_f1:.3f}  "
        f"right {score.n_right} of {score.n_rows}  without prediction {score.n_unlabelled}"
    )


def _confusion(score: Score) -> Iterator[str]:
    """Expected labels down, predicted across; the last column is no prediction."""
    names = [label.label for label in score.labels]
    columns = [*names, "-"]
    yield "expected   " + " ".join(f"{name[:_ABBREVIATED]:>4}" for name in columns)
    for name in names:
        numbers = (score.confusion.get((name, column), 0) for column in columns)
        yield f"{name:<10} " + " ".join(f"{number or '.':>4}" for number in numbers)


def _print_miss(miss: Prediction) -> None:
    click.echo(f"\n{miss.row.id}: expected {miss.row.label}, got {miss.label or 'nothing'}")
    click.echo(f"  {miss.row.text}")
    chosen = (miss.mention,) if miss.mention is not None else miss.mentions
    for mention in chosen:
        click.echo(f"  {_mention_line(mention)}")


def _mention_line(mention: Mention) -> str:
    source = mention.source.text if mention.source is not None else "---"
    target = mention.target.text if mention.target is not None else "---"
    return f"{source} | {mention.code} {mention.trigger_text} | {target}  [{mention.rule_id}]"
