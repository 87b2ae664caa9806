"""What people read of a dataset beside its codebook: the datasheet and the suggested citation.

In come the manifest of a build and the span of its dates; out go DATASHEET.md, in the order of "Datasheets for Datasets" (Gebru and others,
2021), and CITATION.cff. They state facts of the build. What only its makers know is left to them, and marked as theirs to fill
in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..schema.ontology import CAMEO_VERSION, GOLDSTEIN_VERSION, PLOVER_VERSION
from .duplicates import DAYS_APART, SIMILARITY

DATASHEET, CITATION = "DATASHEET.md", "CITATION.cff"
_YOURS = "*For the makers of the dataset to say.*"
_UNITS = {
    "day": "one event per day, source, target and code (the one-a-day filter)",
    "story": "one event per day, source, target and code within a story and its near duplicates",
    "mention": "one event per mention: nothing is merged",
}


class Coverage(NamedTuple):
    """First and last days of publication and of events, and how many publishers there are; None where there is nothing."""

    first_published: str | None
    last_published: str | None
    first_event: str | None
    last_event: str | None
    publishers: int


def make_datasheet(manifest: Mapping[str, Any], coverage: Coverage) -> str:
    """The datasheet."""
    sections = (
        ("Motivation", _motivation()),
        ("Composition", _composition(manifest, coverage)),
        ("Collection", _collection(manifest)),
        ("Preprocessing and coding", _coding(manifest)),
        ("Uses", _uses()),
        ("Distribution", _distribution(manifest)),
        ("Maintenance", _maintenance(manifest)),
    )
    parts = ["# Datasheet", *(f"## {title}\n\n{text}" for title, text in sections)]
    return "\n\n".join(parts) + "\n"


def _motivation() -> str:
    return f"Why the dataset was made, by whom and with whose money: {_YOURS}"


def _composition(manifest: Mapping[str, Any], coverage: Coverage) -> str:
    rows = manifest["counts"]["rows"]
    published = _span("Articles were published", coverage.first_published, coverage.last_published)
    happened = _span("Events are dated", coverage.first_event, coverage.last_event)
    return "\n".join(
        [
            "What a row is, is told in CODEBOOK.md. Rows by table:",
            "",
            *_table(("table", "rows"), rows.items()),
            "",
            f"{published} {happened} Publishers with events: {coverage.publishers}. Events are asserted ones only; what was seen and not",
            "coded is in the table of rejections, with the reason.",
            "",
            "The dataset names people who hold or held office, and others whom the articles name as actors. It is as complete as",
            "its articles: what they did not report is not in it, and what they reported more is in it more.",
        ]
    )


def _span(what: str, first: str | None, last: str | None) -> str:
    return f"{what} from {first} to {last}." if first is not None else f"{what} on no day."


def _collection(manifest: Mapping[str, Any]) -> str:
    counts = manifest["counts"]
    return "\n".join(
        [
            f"The articles were read from {len(manifest['inputs'])} input files, which manifest.json lists with their SHA-256. How they were",
            f"chosen and obtained, and by what right: {_YOURS}",
            "",
            *_table(("what became of articles", "number"), counts["articles"].items()),
            "",
            *(
                _table(("why not coded", "number"), counts["failures"].items())
                if counts["failures"]
                else ["All could be coded."]
            ),
        ]
    )


def _coding(manifest: Mapping[str, Any]) -> str:
    options, counts = manifest["configuration"], manifest["counts"]
    found = counts.get("duplicates", {"groups": 0, "articles": 0})
    duplicates = (
        f"Near duplicates, of a Jaccard similarity of at least {SIMILARITY} by words in threes and published at most {DAYS_APART} days apart,\n"
        f"were grouped: {found['articles']} articles in {found['groups']} groups. They are all kept, and count as one article in `n_articles`."
        if options.get("duplicates")
        else "Near duplicates were not looked for: every article counts."
    )
    return "\n".join(
        [
            f"Polybius {manifest['versions']['coder']} coded {counts['sentences']['coded']} sentences by rules and dictionaries, without a",
            f"trained model. The lexicon has the digest `{manifest['lexicon_digest']}`. Codes:",
            f"CAMEO {CAMEO_VERSION}; Goldstein values: {GOLDSTEIN_VERSION};",
            f"PLOVER {PLOVER_VERSION}. Every row of the mentions table names the rule, the dictionary entries and the spans that it rests on.",
            "",
            f"Events: {_UNITS[str(options.get('merge_by', 'day'))]}. {duplicates}",
            "",
            f"Gazetteer beside the project's place table: {options.get('gazetteer') or 'none'}.",
        ]
    )  # fmt: skip


def _uses() -> str:
    return "\n".join(
        [
            "Made for counting and comparing political events in news. Before results rest on it, judge a sample by hand: the share of",
            "mentions that are right differs by code, source and time. `confidence` is a grade of how parts were found and no",
            "probability. Counts follow what publishers report; a rise may be one of reporting. Rows about persons are no evidence of",
            "what they did.",
        ]
    )


def _distribution(manifest: Mapping[str, Any]) -> str:
    if manifest["configuration"]["include_text"]:
        text = "Sentences and titles of the articles are included. News text is copyrighted: pass this dataset on only with the right to."
    else:
        text = "Sentences and titles are not included, only where they stand and their SHA-256; whoever has the articles can check both."
    return f"{text} Under which licence the dataset is: {_YOURS}"


def _maintenance(manifest: Mapping[str, Any]) -> str:
    return "\n".join(
        [
            f"Build `{manifest['build_id']}`, schema {manifest['versions']['schema']}. The same inputs, lexicon, options",
            "and versions give the same bytes.",
            f"SHA256SUMS has the digest of every file. Who answers questions and publishes corrections: {_YOURS}",
        ]
    )


def _table(head: tuple[str, str], rows: Iterable[tuple[str, object]]) -> list[str]:
    return [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


def make_citation(manifest: Mapping[str, Any], coverage: Coverage) -> str:
    """The suggested citation, in the Citation File Format 1.2.0. Its makers put their names in the place of `anonymous`."""
    span = f", {coverage.first_event} to {coverage.last_event}" if coverage.first_event is not None else ""
    versions = manifest["versions"]
    return "\n".join(
        [
            "cff-version: 1.2.0",
            "message: If you use this dataset, please cite it, and the program that made it.",
            "type: dataset",
            f'title: "Political events coded from news{span}"',
            "authors:",
            "  - alias: anonymous",
            f'version: "{str(manifest["build_id"])[:16]}"',
            "identifiers:",
            "  - type: other",
            f'    value: "polybius-build:{manifest["build_id"]}"',
            "    description: Build id, as manifest.json and every file name it",
            "references:",
            "  - type: software",
            "    title: Polybius",
            f'    version: "{versions["coder"]}"',
            "    authors:",
            "      - name: The Polybius contributors",
            f'    notes: "Lexicon {manifest["lexicon_digest"]}; schema {versions["schema"]}; CAMEO {versions["cameo"]}"',
            "",
        ]
    )
