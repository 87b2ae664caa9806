"""Make coders/words/words.tsv.gz, the word table of the tagger.

In come the NIH SPECIALIST inflections shipped with `lemminflect`, the Brill lexicon shipped with `textblob` (both
development packages only) and our own lists in coders/words; out goes one compressed text, the same bytes each time:
form, candidate tags (likeliest first), verb lemma, noun lemma, adjective lemma (a field is empty where it is the form).
It deliberately knows nothing of context: which candidate holds is for coders/tags.py.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import io
import re
from collections import defaultdict
from pathlib import Path

WORDS = Path(__file__).resolve().parent.parent / "coders" / "words"
PENN = {
    "NN": "n", "NNS": "s", "NNP": "p", "NNPS": "p", "JJ": "j", "JJR": "j", "JJS": "j", "RB": "b", "RBR": "b",
    "RBS": "b", "VB": "v", "VBP": "v", "VBZ": "z", "VBD": "y", "VBN": "e", "VBG": "g", "IN": "i", "CD": "#",
}  # fmt: skip
ORDER = "nsjpvzyegbi#"
PLAIN = re.compile(r"[a-z]+(?:[-'][a-z]+)*$")
CAPITAL = re.compile(r"[A-Z][A-Za-z]+(?:[-'][A-Za-z]+)*$")
Lemmas = dict[str, str]


class Table:
    """The table in the making: candidate tags per form, the likely one apart, and the lemmas by word class."""

    def __init__(self) -> None:
        self.tags: defaultdict[str, set[str]] = defaultdict(set)
        self.likely: dict[str, str] = {}
        self.fixed: dict[str, str] = {}
        self.known: set[str] = set()
        self.verbs: Lemmas = {}
        self.nouns: Lemmas = {}
        self.others: Lemmas = {}

    def rows(self) -> list[str]:
        """One line per form, sorted."""
        forms = sorted(form for form in set(self.tags) | set(self.fixed) if not self._is_shadow(form))
        return ["\t".join(self._row(form)).rstrip("\t") for form in forms]

    def _is_shadow(self, form: str) -> bool:
        """Whether a form is only the capitalised adjective ("Many") of a word that our own lists have."""
        return (
            form not in self.fixed and form.lower() in self.fixed and form != form.lower() and self.tags[form] == {"j"}
        )

    def _row(self, form: str) -> list[str]:
        kind = self._kind(form)
        verb, noun, other = self.verbs.get(form, ""), self.nouns.get(form, ""), self.others.get(form, "")
        # A plural that is its own lemma ("headquarters") is written out: its ending would be taken off.
        own = "s" in kind and noun == form
        return [
            form,
            kind,
            "" if verb == form else verb,
            noun if own or noun != form else "",
            "" if other == form else other,
        ]

    def _kind(self, form: str) -> str:
        if form in self.fixed:
            return self.fixed[form]
        first = self.likely.get(form)
        if "y" in self.tags[form] and form.endswith("ed"):
            self.tags[form].add("e")
        if "-" in form and form.endswith("ed") and first == "e":
            self.tags[form] |= {"y", "j"}
        if "p" in self.tags[form] and form[0].isupper() and len(self.tags[form]) == 1:
            return "pn" if form.lower() in self.tags or form.lower() in self.fixed else "p"
        loose = {"j"} if first != "j" and self.tags[form] & {"y", "e"} else set()
        if "z" in self.tags[form] and first != "n":
            loose.add("n")
        rest = sorted(self.tags[form] - loose, key=ORDER.index)
        if first is None:
            return "".join(rest)
        return first + "".join(tag for tag in rest if tag != first)


def package_file(package: str, path: str) -> Path:
    """A data file inside an installed development package, without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"make_words: package {package} is not installed; run pip install {package}")
    return Path(spec.origin).parent / path


def read_brill() -> dict[str, str]:
    """Form to Penn tag, as the lexicon has it."""
    found: dict[str, str] = {}
    for line in package_file("textblob", "en/en-lexicon.txt").read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) == 2 and parts[1] in PENN and (PLAIN.match(parts[0]) or CAPITAL.match(parts[0])):
            found[parts[0]] = parts[1]
    return found


def read_inflections() -> list[tuple[str, str, list[str]]]:
    """Lemma, word class and its inflected forms in the order of the source."""
    path = package_file("lemminflect", "resources/infl_lu.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [(row[0], row[1], row[2:]) for row in csv.reader(file)]


def read_list(name: str) -> list[tuple[str, list[str]]]:
    """Lines `tags: form form ...` of one of our own lists."""
    lines = (WORDS / name).read_text("utf-8").splitlines()
    pairs = [line.partition(": ") for line in lines if line and not line.startswith("# ")]
    return [(tags, forms.split()) for tags, _, forms in pairs]


def add_inflections(table: Table, known: set[str]) -> None:
    """Add the inflecting words that the Brill lexicon knows in some form, and all verbs."""
    table.known = known
    for lemma, kind, fields in read_inflections():
        if PLAIN.match(lemma) is None:
            continue
        forms = [[form for form in field.split("/") if PLAIN.match(form)] for field in fields]
        if kind != "verb" and not {lemma, *(form for field in forms for form in field)} & known:
            continue
        if kind == "verb":
            add_verb(table, lemma, forms)
        elif kind == "noun":
            add_noun(table, lemma, forms, known)
        elif kind == "adj":
            add_forms(table, lemma, "j", [form for field in forms for form in field], "j", table.others)
        elif kind == "adv":
            add_forms(table, lemma, "b", [form for field in forms for form in field], "b", table.others)


def add_forms(table: Table, lemma: str, base: str, forms: list[str], tag: str, lemmas: Lemmas) -> None:
    """Add a lemma with the tag of its base, and its forms with theirs."""
    table.tags[lemma].add(base)
    if tag == base:
        lemmas.setdefault(lemma, lemma)
    for form in forms:
        table.tags[form].add(tag)
        old = lemmas.get(form)
        if old is None or ("-" in old and "-" not in lemma) or (old not in table.known and lemma in table.known):
            lemmas[form] = lemma


def add_noun(table: Table, lemma: str, forms: list[list[str]], known: set[str]) -> None:
    plurals = [form for field in forms for form in field if form != lemma and (form in known or lemma in known)]
    add_forms(table, lemma, "n", plurals, "s", table.nouns)


def add_verb(table: Table, lemma: str, forms: list[list[str]]) -> None:
    """Past, participle (empty where it is the past), -ing and third person, each with its own tag."""
    past, participle, gerund, present = (*forms, [], [], [], [])[:4]
    add_forms(table, lemma, "v", past, "y", table.verbs)
    add_forms(table, lemma, "v", participle or past, "e", table.verbs)
    add_forms(table, lemma, "v", gerund, "g", table.verbs)
    add_forms(table, lemma, "v", present, "z", table.verbs)


def add_brill(table: Table, brill: dict[str, str]) -> None:
    """Add the lexicon's likely tags; capitalised forms only where they tell a name or a demonym from a word."""
    for form, penn in brill.items():
        tag = PENN[penn]
        if PLAIN.match(form):
            table.tags[form].add(tag)
            table.likely[form] = tag
            if tag == "s":
                table.nouns.setdefault(form, singular(form))
        elif tag == "j" or (tag == "p" and (form.lower() in table.tags or form.lower() in brill)):
            table.tags[form].add(tag)


def add_regular_verbs(table: Table) -> None:
    """Our own verbs, verbs whose forms no source lists, and the spelling in -ise, all inflected regularly."""
    for tags, bases in read_list("verbs.txt"):
        for base in bases:
            add_regular_verb(table, base.rstrip("+"), tags, base.endswith("+"))
    lemmas = set(table.verbs.values())
    for base in sorted(form for form, tags in table.tags.items() if "v" in tags and form not in lemmas):
        if not table.tags[base] & {"y", "e", "g", "z"} and table.likely.get(base) == "v":
            add_regular_verb(table, base, "v", False)
    for base in sorted(form for form, tags in table.tags.items() if "v" in tags and form.endswith("ize")):
        if len(base) > 5:
            add_regular_verb(table, base[:-3] + "ise", "v", False)


def add_regular_verb(table: Table, base: str, tags: str, doubled: bool) -> None:
    """Add a base form with its tags, and its regular inflections as far as they are new."""
    if len(tags) > 2:
        table.fixed[base] = tags
    else:
        table.tags[base] |= set(tags)
        table.likely.setdefault(base, tags[0])
    stem = base + base[-1] if doubled else base[:-1] if base.endswith("e") else base
    soft = base.endswith("y") and base[-2] not in "aeiou"
    past = base[:-1] + "ied" if soft else stem + "ed"
    present = base[:-1] + "ies" if soft else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    for form, tag in ((past, "y"), (past, "e"), (stem + "ing", "g"), (present, "z")):
        table.tags[form].add(tag)
        table.verbs.setdefault(form, base)


def singular(plural: str) -> str:
    """The regular singular of a plural that no inflection lists."""
    if plural.endswith("men"):
        return plural[:-2] + "an"
    if plural.endswith("ies") and len(plural) > 4:
        return plural[:-3] + "y"
    if plural.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return plural[:-2]
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else plural


def add_lists(table: Table) -> None:
    """Our own lists go over the sources."""
    for name in ("closed.txt", "news.txt", "demonyms.txt", "names.txt"):
        for tags, forms in read_list(name):
            for form in forms:
                table.fixed[form] = tags
                if tags == "T" and form not in ("yesterday", "today", "tomorrow", "tonight", "ago"):
                    table.fixed[form.capitalize()] = tags
                if tags[0] == "s" and form.endswith("s"):
                    table.nouns.setdefault(form, singular(form))
    for lemma, kinds, forms in [(lemma, *split) for lemma, split in read_lemmas()]:
        for form in forms:
            {"v": table.verbs, "n": table.nouns, "j": table.others}[kinds][form] = lemma


def read_lemmas() -> list[tuple[str, tuple[str, list[str]]]]:
    """Lines `class lemma: form form ...` of lemmas.txt."""
    return [(head.split()[1], (head.split()[0], forms)) for head, forms in read_list("lemmas.txt")]


def main() -> None:
    """Write the table, to the shipped file or to --output."""
    parser = argparse.ArgumentParser(description="Make the word table.")
    parser.add_argument("--output", type=Path, default=WORDS / "words.tsv.gz")
    output: Path = parser.parse_args().output
    table = Table()
    brill = read_brill()
    add_inflections(table, set(brill))
    add_brill(table, brill)
    add_regular_verbs(table)
    add_lists(table)
    rows = table.rows()
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(("\n".join(rows) + "\n").encode())
    output.write_bytes(data.getvalue())
    print(f"{output}: {len(rows)} forms, {len(data.getvalue())} bytes")


if __name__ == "__main__":
    main()
