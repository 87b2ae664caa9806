from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import polybius.datasets
from polybius.coders import Coder
from polybius.schema.enums import Modality, RejectionReason, SlotRank
from polybius.schema.records import Actor, Article, CodedArticle, Mention

NORWAY = "Norway promised to send Chad ten field hospitals"
DAY = datetime.date(2021, 3, 4)
WORDS = (
    "Norway Chad Egypt Khalifa Haftar Libyan army president police he his they US the a said promised to send attack "
    "talks attacked accused of with on Tuesday by was been will not and or who which that , . ' \" ( ) -- ; 's if "
    "until for 20 sanctions aid visit met agreed rejected troops rebels"
).split()


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


def order_of(mention: Mention) -> tuple[int, int, int, str]:
    source, target = mention.source, mention.target
    starts = (mention.trigger_start, -1 if source is None else source.start, -1 if target is None else target.start)
    return (*starts, mention.code)


def check_spans(text: str, mentions: list[Mention]) -> None:
    for mention in mentions:
        assert 0 <= mention.sentence_start < mention.sentence_end <= len(text)
        assert text[mention.trigger_start : mention.trigger_end] == mention.trigger_text
        for actor in (mention.source, mention.target, mention.attributed_to):
            if actor is not None:
                assert text[actor.start : actor.end] == actor.text
        if mention.date is not None and mention.date.start is not None:
            assert text[mention.date.start : mention.date.end] == mention.date.text


def test_coder_keeps_the_public_interface(coder: Coder) -> None:
    mentions = coder.code_sentence(NORWAY, published=DAY, actor_spans=[(0, 6), (24, 28)])
    assert len(mentions) == 1
    m = mentions[0]
    assert m.source is not None
    assert m.target is not None
    assert (m.code, m.source.code, m.target.code) == ("0333", "NOR", "TCD")
    assert (m.source.start, m.source.end, m.source.text) == (0, 6, "Norway")
    assert (m.target.start, m.target.end, m.target.text) == (24, 28, "Chad")
    assert m.rule_id
    assert m.attributed_to is None
    assert m.modality is Modality.ASSERTED
    assert m.date is not None
    assert m.date.date == DAY


def test_coder_needs_no_options(coder: Coder) -> None:
    (mention,) = coder.code_sentence(NORWAY)
    assert (mention.code, mention.date) == ("0333", None)


def test_coder_codes_an_article(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"Norway helps Chad\n\nOSLO, May 30, 2019 (Reuters) - {NORWAY}.\n\nHe waited.\n", encoding="utf-8")
    article = polybius.datasets.read_article(path, published=None)
    assert isinstance(article, Article)
    result = coder.code_article(article)
    assert isinstance(result, CodedArticle)
    assert [str(part) for part in (result.rejections, result.unresolved)] == ["()", "()"]
    check_spans(article.text, list(result.mentions))
    promised = [mention for mention in result.mentions if mention.code == "0333"]
    assert len(promised) == 1
    assert promised[0].date is not None
    assert promised[0].date.date == datetime.date(2019, 5, 30)


def test_coder_takes_spans_for_actors_that_no_entry_knows(coder: Coder) -> None:
    text = "Blorvia attacked Quandor."
    (mention,) = coder.code_sentence(text, actor_spans=[(0, 7), (17, 24)])
    assert mention.source is not None
    assert mention.target is not None
    assert (mention.source.code, mention.source.text) == (None, "Blorvia")
    assert (mention.target.code, mention.target.text) == (None, "Quandor")
    assert mention.code.startswith("19")


def test_coder_takes_a_dateline(coder: Coder) -> None:
    text = f"OSLO, May 30 (Reuters) - {NORWAY}."
    (mention,) = coder.code_sentence(text, published=DAY)
    assert mention.code == "0333"
    assert isinstance(mention.source, Actor)
    assert mention.source.text == "Norway"
    check_spans(text, [mention])


def test_coder_takes_several_sentences(coder: Coder) -> None:
    text = "France attacked Chad. Later, Norway criticised Egypt."
    mentions = coder.code_sentence(text)
    assert [mention.sentence_index for mention in mentions] == [0, 1]
    assert [mention.source.code for mention in mentions if mention.source is not None] == ["FRA", "NOR"]
    check_spans(text, mentions)


def test_coder_takes_offices_at_the_day_of_publication(coder: Coder) -> None:
    text = "Khalifa Haftar criticised Egypt."
    codes = []
    for day in (datetime.date(2014, 6, 1), datetime.date(2019, 5, 30)):
        (mention,) = coder.code_sentence(text, published=day)
        codes.append(mention.source.code if mention.source is not None else None)
    assert codes == ["LBYREB", "LBYMIL"]


def test_coder_reads_pronouns_by_their_context(coder: Coder) -> None:
    (mention,) = coder.code_sentence("He criticised Egypt.", published=DAY, context=["Angela Merkel visited Chad."])
    assert mention.target is not None
    (mention,) = coder.code_sentence("She criticised Egypt.", published=DAY, context=["Angela Merkel visited Chad."])
    assert mention.source is not None
    assert (mention.source.code, mention.source.rank) == ("DEUGOV", SlotRank.PRONOUN)


def code_body(coder: Coder, tmp_path: Path, text: str) -> CodedArticle:
    path = tmp_path / "article.txt"
    path.write_text(f"A day in the capital\n\n{text}\n", encoding="utf-8")
    return coder.code_article(polybius.datasets.read_article(path, published=datetime.date(2022, 5, 4)))


def test_coder_rejects_what_an_actor_does_to_itself(coder: Coder, tmp_path: Path) -> None:
    result = code_body(coder, tmp_path, "Serbia attacked Serbia.")
    assert result.mentions == ()
    assert [rejection.reason for rejection in result.rejections] == [RejectionReason.SELF]


def test_coder_reports_a_name_of_two_people(coder: Coder, tmp_path: Path) -> None:
    result = code_body(coder, tmp_path, "Barzani condemned France.")
    ambiguous = [rejection for rejection in result.rejections if rejection.reason is RejectionReason.AMBIGUOUS_ACTOR]
    assert [rejection.text for rejection in ambiguous] == ["Barzani"]
    assert [mention.source and (mention.source.code, mention.source.name) for mention in result.mentions] == [
        (None, "Barzani")
    ]


def test_coder_tells_two_people_apart_by_the_full_name_before(coder: Coder, tmp_path: Path) -> None:
    result = code_body(coder, tmp_path, "Masoud Barzani arrived in Paris. Barzani condemned France.")
    assert [mention.source and mention.source.code for mention in result.mentions][-1:] == ["IRQPTY"]
    assert not [1 for rejection in result.rejections if rejection.reason is RejectionReason.AMBIGUOUS_ACTOR]


def test_coder_says_that_a_side_is_the_subject_of_the_clause_above(coder: Coder) -> None:
    (mention,) = coder.code_sentence("Rebels came to the town to attack French soldiers, killing two Belgian nurses.")
    assert mention.source is not None
    assert mention.source.rank is SlotRank.CONTROLLER


def test_coder_leaves_a_side_out_that_is_not_named(coder: Coder) -> None:
    (mention,) = coder.code_sentence("Chad was attacked.")
    assert mention.source is None
    assert mention.target is not None


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "…", "\x00", "\ud800", "a" * 5000, "( " * 500, "'s 's 's"])
def test_coder_codes_nothing_out_of_nothing(coder: Coder, text: str) -> None:
    assert coder.code_sentence(text) == []


CODER = Coder.load()


@given(text=st.text(max_size=300))
@settings(deadline=None, max_examples=200)
def test_coder_takes_any_text(text: str) -> None:
    check_text(text)


@given(words=st.lists(st.sampled_from(WORDS), max_size=60))
@settings(deadline=None, max_examples=300)
def test_coder_takes_any_order_of_words(words: list[str]) -> None:
    check_text(" ".join(words))


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    spans=st.lists(st.tuples(st.integers(-5, 200), st.integers(-5, 200)), max_size=4),
)
@settings(deadline=None, max_examples=100)
def test_coder_takes_any_spans(words: list[str], spans: list[tuple[int, int]]) -> None:
    text = " ".join(words)
    check_spans(text, CODER.code_sentence(text, actor_spans=spans))


def check_text(text: str) -> None:
    mentions = CODER.code_sentence(text, published=DAY)
    check_spans(text, mentions)
    assert mentions == CODER.code_sentence(text, published=DAY)
    for index in {mention.sentence_index for mention in mentions}:
        orders = [order_of(mention) for mention in mentions if mention.sentence_index == index]
        assert orders == sorted(orders)


MONSTERS = {
    "words": "rebel ",
    "clauses": "Norway attacked Chad and ",
    "names": "Norway, ",
    "brackets": "(Norway ",
    "quotes": '"Norway said ',
    "relatives": "the army that attacked ",
    "genitives": "Norway's ",
    "of": "the attack of ",
    "letters": "a",
    "hyphens": "a-",
    "digits": "1,",
    "blanks": " ",
    "stops": ". ",
    "dates": "on May 3, 2019, ",
    "initials": "Mr. J. ",
    "attacks": "Norway attacked. ",
}


@pytest.mark.parametrize("name", sorted(MONSTERS))
def test_coder_does_work_linear_in_length(coder: Coder, name: str) -> None:
    """Doubling the text must not cost much more than double, up to 100 kB; calls are counted, which no busy machine changes."""
    before = calls_for(coder, MONSTERS[name], 12_500)
    for size in (25_000, 50_000, 100_000):
        calls = calls_for(coder, MONSTERS[name], size)
        assert calls < max(3 * before, 2_000), f"{size} characters took {calls} calls, half of them {before}"
        before = calls


def calls_for(coder: Coder, part: str, size: int) -> int:
    text = part * (size // len(part))
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        coder.code_sentence(text, published=DAY)
    finally:
        sys.setprofile(None)
    return calls


def test_coder_dates_what_is_to_come_by_its_announcement(coder: Coder) -> None:
    dated = coder.code_sentence("Norway and Chad will hold talks in Oslo on Friday.", published=DAY)
    assert {(m.code, m.date.precision.value) for m in dated if m.date} == {("036", "published")}
    said = coder.code_sentence("Norway held talks with Chad in Oslo on Friday.", published=DAY)
    assert {m.date.precision.value for m in said if m.date} == {"day"}


def test_coder_takes_bodies_of_the_state_for_those_of_the_dateline(coder: Coder) -> None:
    text = "NAIROBI, May 3 - Danish soldiers left Kenya. The army accused rebels of an attack."
    assert "KENMIL" in {m.source.code for m in coder.code_sentence(text, published=DAY) if m.source is not None}
