"""Measure the stages before the rules against gold news sentences: sentences, tags, lemmas, pairs, and speed.

In comes a CoNLL-U file of whole documents (`../shared/gold/ud-news-dev.conllu` beside the checkout, or --gold); out
goes a table of figures. It codes no events. Exit status 2 where the gold file is missing.

    python -m benchmarks.stages [--gold FILE] [--errors N] [--pairs] [--speed]

How things count: a sentence is right if both its ends are. Tags and lemmas are scored on the tokens whose offsets are
those of a gold token; the share of gold tokens that we join with others or split is shown beside the score. UPOS is
derived from our tags; where a tag covers two UPOS by design, either is right (be, have, do: AUX or VERB; "that": SCONJ
or PRON; a quantifier standing alone: PRON or DET; a preposition before a gerund: ADP or SCONJ). A gold name
(XPOS NNP, NNPS) whose UPOS is ADJ or VERB ("United Nations") may also be PROPN; the stricter figure is shown too.
"""

from __future__ import annotations

import argparse
import functools
import sys
import timeit
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from polybius.coders.form_table import FormTable
from polybius.coders.lexicon import Lexicon, load_lexicon
from polybius.coders.names import Trie
from polybius.coders.sentences import split_sentences
from polybius.coders.tags import Tagged, tag_forms
from polybius.coders.tokens import split_tokens
from polybius.coders.words import WordTable

from .conllu import GoldDocument, GoldSentence, GoldToken, read_documents
from .pairs import find_pairs

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "ud-news-dev.conllu"
Pair = tuple[int, int, str]

_UPOS = {
    "n": "NOUN", "s": "NOUN", "p": "PROPN", "r": "PRON", "o": "PRON", "d": "DET", "$": "PRON", "'": "PART", "#": "NUM",
    "j": "ADJ", "b": "ADV", "t": "PART", "i": "ADP", "a": "ADP ADV", "c": "CCONJ", "u": "SCONJ", "h": "SCONJ PRON",
    "m": "AUX", "B": "AUX VERB", "H": "AUX VERB", "O": "AUX VERB", "v": "VERB", "z": "VERB", "y": "VERB", "e": "VERB",
    "k": "VERB", "g": "VERB", "x": "PRON ADV", "q": "SYM INTJ X PUNCT",
}  # fmt: skip
_VERB_FORMS = {"VB": "v", "VBP": "v", "VBZ": "z", "VBD": "y", "VBN": "e", "VBG": "g"}
_ADVERBS = frozenset({"when", "where", "why", "how", "whenever", "wherever", "however"})


_QUANTIFIERS = frozenset({"all", "both", "each", "either", "neither", "any", "some"})
_DAYS = frozenset({"yesterday", "today", "tomorrow", "tonight"})


@dataclass(slots=True)
class Score:
    """Counts of right and wrong, with the wrong ones by (form, gold, got)."""

    right: int = 0
    total: int = 0
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0

    def add(self, form: str, gold: set[str], got: set[str]) -> None:
        """Count one decision; it is right where the two sets meet."""
        self.total += 1
        if gold & got:
            self.right += 1
        else:
            self.errors[form, "/".join(sorted(gold)), "/".join(sorted(got))] += 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of a set against a gold set."""

    matched: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def __str__(self) -> str:
        counts = f"{self.matched}/{self.predicted}/{self.gold}"
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


def to_upos(tag: str, lower: str, following: str) -> set[str]:
    """The UPOS that one of our tags stands for, given the form and the tag after it."""
    if tag == "w":
        return {"ADV", "SCONJ"} if lower in _ADVERBS else {"PRON", "DET"}
    if tag == "T":
        return {"ADV"} if lower == "ago" else {"NOUN"} if lower in _DAYS else {"PROPN"}
    if tag == "i" and following in "gBH":
        return {"ADP", "SCONJ"}
    if tag == "o" and lower in _QUANTIFIERS:
        return {"PRON", "DET"}
    if tag == "g" and lower in ("being", "having"):
        return {"AUX", "VERB"}
    if tag == "!":
        return {"ADV"} if lower == "never" else {"PART"}
    return set(_UPOS.get(tag, "PUNCT SYM").split())


def gold_upos(token: GoldToken) -> set[str]:
    """The gold UPOS; a word inside a proper name may also be called a name."""
    return {token.upos, "PROPN"} if token.xpos in ("NNP", "NNPS") else {token.upos}


def score_sentences(documents: list[GoldDocument]) -> Agreement:
    """Sentences whose both ends are right."""
    matched = predicted = gold = 0
    for document in documents:
        ours = set(split_sentences(document.text))
        theirs = {(sentence.start, sentence.end) for sentence in document.sentences}
        matched += len(ours & theirs)
        predicted += len(ours)
        gold += len(theirs)
    return Agreement(matched, predicted, gold)


@dataclass(slots=True)
class TagScores:
    """Scores of the tokens that align, and the gold tokens that do not."""

    upos: Score = field(default_factory=Score)
    strict: Score = field(default_factory=Score)
    lemmas: Score = field(default_factory=Score)
    verb_forms: Score = field(default_factory=Score)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    joined: int = 0
    split: int = 0
    gold: int = 0


def score_tags(documents: list[GoldDocument], words: WordTable) -> TagScores:
    """Tag every gold sentence by itself and compare token by token."""
    scores = TagScores()
    table = FormTable(words, Trie())
    for document in documents:
        for sentence in document.sentences:
            forms, starts, ends = table.read(document.text, sentence.start, sentence.end)
            tagged = tag_forms(forms, words)
            places = {span: index for index, span in enumerate(zip(starts, ends, strict=True))}
            _score_sentence(sentence, tagged, places, set(starts), scores)
    return scores


def _score_sentence(
    sentence: GoldSentence, tagged: Tagged, places: dict[tuple[int, int], int], starts: set[int], scores: TagScores
) -> None:
    following = tagged.tags[1:] + "."
    for token in sentence.tokens:
        scores.gold += 1
        index = places.get((token.start, token.end))
        if index is None:
            shorter = any(start in starts for start in range(token.start + 1, token.end))
            scores.split += shorter
            scores.joined += not shorter
            continue
        got = to_upos(tagged.tags[index], tagged.lowers[index], following[index])
        scores.upos.add(token.form, gold_upos(token), got)
        scores.strict.add(token.form, {token.upos}, got)
        form = _VERB_FORMS.get(token.xpos)
        if form is not None and token.upos == "VERB" and tagged.tags[index] in "vzyekg":
            scores.verb_forms.add(token.form, {form}, {tagged.tags[index]})
        scores.lemmas.add(token.form, {token.lemma.lower()}, {tagged.lemmas[index]})
        if not gold_upos(token) & got:
            scores.confusion[token.upos, min(got)] += 1


def gold_pairs(sentence: GoldSentence) -> set[Pair]:
    """(verb offset, head offset, relation) of each verb's direct subjects, objects and obliques.

    A verb is a token of UPOS VERB. Relations: subject (nsubj, nsubj:pass), object (obj), oblique (obl with a case
    word). Conjuncts of an argument and arguments that a verb shares with its conjunct are not counted.
    """
    with_case = {token.head for token in sentence.tokens if token.relation == "case"}
    pairs: set[Pair] = set()
    for index, token in enumerate(sentence.tokens):
        if token.head < 0 or sentence.tokens[token.head].upos != "VERB":
            continue
        relation = _pair_relation(token.relation, index in with_case)
        if relation is not None:
            pairs.add((sentence.tokens[token.head].start, token.start, relation))
    return pairs


def _pair_relation(relation: str, has_case: bool) -> str | None:
    if relation in ("nsubj", "nsubj:pass"):
        return "subject"
    if relation == "obj":
        return "object"
    return "oblique" if relation.partition(":")[0] == "obl" and has_case else None


def align_pairs(predicted: set[Pair], sentence: GoldSentence) -> set[Pair]:
    """Move predicted heads to the gold head of the name or hyphenated word that they stand in."""
    heads = {token.start: _name_head(sentence, index) for index, token in enumerate(sentence.tokens)}
    return {(heads.get(verb, verb), heads.get(head, head), relation) for verb, head, relation in predicted}


def _name_head(sentence: GoldSentence, index: int) -> int:
    tokens = sentence.tokens
    for _ in tokens:
        token = tokens[index]
        head = tokens[token.head] if token.head >= 0 else None
        if head is None:
            break
        inside_name = token.relation == "flat" or (token.relation == "compound" and token.upos == head.upos == "PROPN")
        hyphenated = index + 1 < len(tokens) and tokens[index + 1].form == "-" and tokens[index + 1].start == token.end
        if not inside_name and not (hyphenated and 0 < token.head - index <= 4):
            break
        index = token.head
    return tokens[index].start


def predict_pairs(text: str, start: int, end: int) -> set[Pair]:
    """The pairs that the clause stage finds in text[start:end], with offsets into the text."""
    return find_pairs(text, start, end, _shipped_lexicon())


@functools.cache
def _shipped_lexicon() -> Lexicon:
    return load_lexicon()


def report_pairs(documents: list[GoldDocument]) -> None:
    """Print the pair scores by relation and together."""
    predicted: set[tuple[str, Pair]] = set()
    gold: set[tuple[str, Pair]] = set()
    for document in documents:
        for sentence in document.sentences:
            pairs = align_pairs(predict_pairs(document.text, sentence.start, sentence.end), sentence)
            predicted |= {(document.name, pair) for pair in pairs}
            gold |= {(document.name, pair) for pair in gold_pairs(sentence)}
    for relation in ("subject", "object", "oblique", None):
        ours = {item for item in predicted if relation in (None, item[1][2])}
        theirs = {item for item in gold if relation in (None, item[1][2])}
        agreement = Agreement(len(ours & theirs), len(ours), len(theirs))
        print(f"pairs, {relation or 'all':<8} {agreement}")


def report_tags(scores: TagScores, errors: int) -> None:
    """Print accuracies, the confusions and the most frequent errors."""
    aligned = scores.upos.total
    print(f"tokens           {aligned}/{scores.gold} aligned; gold tokens joined {scores.joined}, split {scores.split}")
    print(f"UPOS             {scores.upos.share:.4f}   ({scores.strict.share:.4f} with PROPN never for ADJ or VERB)")
    print(f"lemmas           {scores.lemmas.share:.4f}")
    print(f"verb forms       {scores.verb_forms.share:.4f}   (of {scores.verb_forms.total} verbs that both call verbs)")
    print("UPOS confusions  gold > got")
    for (gold, got), count in scores.confusion.most_common(16):
        print(f"  {gold:>6} > {got:<6} {count}")
    for name, score in (("UPOS", scores.upos), ("verb form", scores.verb_forms), ("lemma", scores.lemmas)):
        if errors:
            print(f"{name} errors (form, gold, got)")
        for (form, gold, got), count in score.errors.most_common(errors):
            print(f"  {count:>3}  {form}  {gold} > {got}")


def report_speed(documents: list[GoldDocument], words: WordTable) -> None:
    """Print how many sentences a second pass the stages, each sentence given by itself."""
    texts = [document.text[gold.start : gold.end] for document in documents for gold in document.sentences]
    table = FormTable(words, Trie())
    tokens = [table.read(text, 0, len(text))[0] for text in texts]
    stages = {
        "sentences": lambda: [split_sentences(text) for text in texts],
        "tokens": lambda: [split_tokens(text, 0, len(text)) for text in texts],
        "forms": lambda: [table.read(text, 0, len(text)) for text in texts],
        "tags": lambda: [tag_forms(forms, words) for forms in tokens],
    }
    size = sum(map(len, tokens)) / len(tokens)
    total = 0.0
    for name, stage in stages.items():
        seconds = min(timeit.repeat(stage, number=1, repeat=5)) / len(texts) * 26 / size
        total += seconds
        print(f"{name:<16} {seconds * 1e6:.1f} microseconds per 26 tokens")
    print(f"together         {total * 1e6:.1f} microseconds, {1 / total:,.0f} sentences/s")


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure sentences, tags, lemmas and pairs against gold sentences.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="CoNLL-U file with whole documents")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N most frequent errors")
    parser.add_argument("--pairs", action="store_true", help="score verb-argument pairs of the clause stage")
    parser.add_argument("--speed", action="store_true", help="time the stages")
    options = parser.parse_args()
    if not options.gold.is_file():
        print(f"benchmarks/stages.py: {options.gold}: no such gold file; give one with --gold", file=sys.stderr)
        return 2
    documents = read_documents(options.gold)
    words = WordTable.load()
    print(f"sentences        {score_sentences(documents)}")
    report_tags(score_tags(documents, words), options.errors)
    if options.pairs:
        report_pairs(documents)
    if options.speed:
        report_speed(documents, words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
