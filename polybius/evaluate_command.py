"""`polybius evaluate`: how well the coder does on marked sentences, or on texts with the events expected of them."""

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
    from .datasets.intervals import Interval
    from .datasets.triple_scores import CodedText, LevelScore, TripleEvaluation
    from .schema.records import Mention

_ABBREVIATED = 4
_LEVEL_NAMES = {
    "code": "exact code",
    "base": "base code",
    "root": "root",
    "quad": "quad class",
    "actor": "actors, whole code",
    "country": "actors, country",
    "triple": "whole triple",
    "root-countries": "root and countries",
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--misses",
    "--worst",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also print N wrong rows: the first, or of texts with events the worst.",
)
@click.option("--aggregate", is_flag=True, help="Print figures only: no sentence, no id.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the intervals of texts with events.")
@lexicon_option
def evaluate(file: Path, misses: int, aggregate: bool, as_json: bool, seed: int, lexicon: Path | None) -> None:
    """Score the coder on FILE, JSON lines of one of two kinds.

    Texts of your own with the events that each reports: {"text": "...", "published": "2021-03-04", "events": ["EGY 072
    LBYMIL"]}, with _ for a missing side. Reports precision, recall and F1 by code, actor and whole triple, each with
    its interval at 95 % (docs/evaluation.md).

    Or sentences with marked sides (source_spans, target_spans) and a PLOVER label: accuracy and macro F1.
    """
    from .datasets.triple_gold import holds_triples

    if misses and (aggregate or as_json):
        raise click.UsageError("--aggregate and --json print no sentences, --misses does; give one of them")
    if holds_triples(file):
        _evaluate_texts(file, misses, as_json, seed, lexicon)
    else:
        _evaluate_labels(file, misses, as_json, lexicon)


def _evaluate_labels(file: Path, misses: int, as_json: bool, lexicon: Path | None) -> None:
    from .datasets import evaluation as scoring
    from .datasets.found_actors import find_actors

    rows = scoring.read_gold(file)
    coder = load_coder(lexicon)
    result = scoring.evaluate(coder, rows, lambda text: find_actors(coder, text, scoring.PUBLISHED))
    _print(scoring.to_json(result) if as_json else _report(result))
    for miss in itertools.islice(scoring.find_misses(result.guided_predictions), misses):
        _print_miss(miss)


def _evaluate_texts(file: Path, misses: int, as_json: bool, seed: int, lexicon: Path | None) -> None:
    from .datasets import triple_scores as scoring
    from .datasets.triple_gold import read_gold_texts

    rows = read_gold_texts(file)
    result = scoring.evaluate_texts(load_coder(lexicon), rows, seed=seed)
    _print(scoring.to_json(result) if as_json else _report_texts(result))
    for text in scoring.find_wrong_texts(result)[:misses]:
        for line in _wrong_text(text):
            click.echo(line)


def _print(figures: dict[str, object] | Iterator[str]) -> None:
    if isinstance(figures, dict):
        click.echo(json.dumps(figures, indent=2))
        return
    for line in figures:
        click.echo(line)


def _report_texts(result: TripleEvaluation) -> Iterator[str]:
    whole = next(level for level in result.levels if level.level == "triple")
    low, high = result.right_texts_interval
    n_texts, n_right = len(result.texts), result.n_right_texts
    yield f"{n_texts} texts, {whole.n_expected} events expected, {whole.n_coded} coded"
    yield f"texts with exactly the events expected {n_right} of {n_texts}, {n_right / n_texts:.3f} [{low:.3f}, {high:.3f}]"
    yield ""
    yield f"{'':<19} {'precision':<21} {'recall':<21} {'F1':<21} {'right':>6} {'coded':>6} {'expected':>8}"
    for level in result.levels:
        yield _level_line(_LEVEL_NAMES[level.level], level)
    yield ""
    yield f"{'exact code by root':<19} {'precision':>9} {'recall':>7} {'F1':>6} {'coded':>6} {'expected':>8}"
    for root in result.roots:
        yield (
            f"{root.level:<19} {root.precision:9.3f} {root.recall:7.3f} {root.f1:6.3f} "
            f"{root.n_coded:>6} {root.n_expected:>8}"
        )


def _level_line(name: str, level: LevelScore) -> str:
    figures = (
        _with_interval(level.precision, level.precision_interval),
        _with_interval(level.recall, level.recall_interval),
        _with_interval(level.f1, level.f1_interval),
    )
    return f"{name:<19} {' '.join(figures)} {level.n_right:>6} {level.n_coded:>6} {level.n_expected:>8}"


def _with_interval(value: float, interval: Interval | None) -> str:
    bounds = f"[{interval[0]:.3f}, {interval[1]:.3f}]" if interval is not None else ""
    return f"{value:.3f} {bounds:<15}"


def _wrong_text(text: CodedText) -> Iterator[str]:
    """A text, its expected events that are missing, and the coded events that are too many with what gave them."""
    yield ""
    yield f"{text.row.id}: {text.row.text}" if text.row.id is not None else text.row.text
    for triple in text.missed:
        yield f"  missing  {triple}"
    for triple in text.spurious:
        mention = text.coded[triple]
        yield f"  too many {triple}  on {mention.trigger_text!r} by rule {mention.rule_id}"


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
