"""Articles from plain text: titles, dates, boilerplate, offsets, encodings, and files that are none."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from polybius.datasets import read_article
from polybius.datasets.articles import make_article_id, parse_article
from polybius.datasets.boilerplate import BoilerplateBlock, find_boilerplate, is_anchored, read_data
from polybius.datasets.decoding import normalise_text
from polybius.schema.enums import ArticlePart
from polybius.schema.errors import ArticleError
from polybius.schema.records import Article

DEMO = Path(__file__).parents[2] / "polybius" / "demo"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
MAY_30 = datetime.date(2019, 5, 30)
TITLE = "Chile asks Peru to extradite a banker"
BODY = (
    "Chile asked Peru on Tuesday to extradite a banker who is wanted for fraud. The court in Lima has not answered yet."
)


def parts(article: Article) -> list[tuple[ArticlePart, str | None, str]]:
    return [(p.part, p.reason, article.text[p.start : p.end]) for p in article.paragraphs]


def body(article: Article) -> list[str]:
    return [text for part, _, text in parts(article) if part is ArticlePart.BODY]


LAYOUTS = {
    "title first": f"{TITLE}\n\n30 May 2019\n\n{BODY}\n",
    "tagline first": f"Telling the truth since 1911\n\n{TITLE}\n\n30 May 2019\n\n{BODY}\n",
    "tagline without a year": f"Your window on the Andes\n\n{TITLE}\n\nBy Ana Sample\n\n30 May 2019\n\n{BODY}\n",
    "unknown tagline": f"The Andean Morning Observer\n\n{TITLE}\n\n30 May 2019\n\n{BODY}\n",
    "section label": f"World news\n{TITLE}\n30 May 2019\n{BODY}\n",
    "date first": f"30 May 2019\n\n{TITLE}\n\n{BODY}\n",
    "date last": f"{TITLE}\n\n{BODY}\n\nPublished: 30 May 2019\n",
    "standfirst": f"{TITLE}\n\nGovernment in Santiago wants the banker to stand trial at home\n\n30 May 2019\n\n{BODY}",
    "message": f"From: news@example.org\nSubject: {TITLE}\nDate: Thu, 30 May 2019 14:02:11 +0000\n\n{BODY}\n",
    "archive": f"The Sample Times\n\nMay 30, 2019, Thursday\n\nLENGTH: 20\n\nHEADLINE: {TITLE}\n\nBODY:\n{BODY}\n",
    "labelled": f"Title: {TITLE}\nDate: 30 May 2019\n\n{BODY}\n",
    "breadcrumbs": f"Home > World > Americas\n{TITLE}\nBy Ana Sample | 30 May 2019\n\n{BODY}\n",
    "address": f"https://example.org/2019/05/30/banker\n\n{TITLE}\n\n{BODY}\n",
    "credit under the title": f"{TITLE}\n\nThe court in Lima [Ana Sample/Reuters]\n\n30 May 2019\n\n{BODY}\n",
    "wire": f"{TITLE}\n\nSANTIAGO, May 30, 2019 (Reuters) - {BODY}\n",
    "windows lines": f"{TITLE}\r\n\r\n30 May 2019\r\n\r\n{BODY}\r\n",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_articles_finds_title_date_and_body_in_any_layout(text: str) -> None:
    article = parse_article(normalise_text(text))
    assert (article.title, article.published) == (TITLE, MAY_30)
    assert body(article)[-1] == BODY


DATE_LINES = [
    "May 30, 2019 at 1:21 pm",
    "30 May 2019",
    "2019-05-30",
    "2019-05-30T13:21:00Z",
    "Thursday, 30 May 2019 13:21 GMT",
    "Published: May 30th, 2019",
    "Published 30 May 2019 | Updated 31 May 2019",
    "Updated 3:45 PM ET, Thu May 30, 2019",
    "By Ana Sample and Bo Sample • 30 May 2019 • 3 min read",
    "LIMA, 30 May 2019",
    "30/05/2019 14:00",
    "30.05.2019",
    "First published on Thu 30 May 2019 13.21 BST",
]


@pytest.mark.parametrize("line", DATE_LINES)
def test_articles_reads_usual_date_lines(line: str) -> None:
    article = parse_article(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert article.published == MAY_30
    assert (ArticlePart.DATELINE, None, line) in parts(article)


NO_DATES = [
    "",
    "05/06/2019",
    "Chile voted on 30 May 2019",
    "99 May 2019",
    "2019-13-45",
    "30 May",
    "SANTIAGO, May 30 (Reuters)",
]


@pytest.mark.parametrize("line", NO_DATES)
def test_articles_without_a_clear_date_are_refused(line: str) -> None:
    with pytest.raises(ArticleError, match="--published") as error:
        parse_article(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert error.value.reason == "no_date"


def test_articles_given_date_overrides_the_written_one() -> None:
    assert parse_article(LAYOUTS["title first"], datetime.date(2001, 1, 2)).published == datetime.date(2001, 1, 2)


def test_articles_published_line_beats_updated_line() -> None:
    text = f"{TITLE}\n\nUpdated: 2 June 2019\nPublished: 30 May 2019\n\n{BODY}"
    assert parse_article(text).published == MAY_30


def test_articles_wire_dateline_is_cut_off_the_body() -> None:
    article = parse_article(f"{TITLE}\n\nSANTIAGO, May 30, 2019 (Reuters) - {BODY}")
    assert (article.dateline, article.publisher) == ("SANTIAGO", "Reuters")
    assert parts(article)[1:] == [
        (ArticlePart.DATELINE, None, "SANTIAGO, May 30, 2019 (Reuters) -"),
        (ArticlePart.BODY, None, BODY),
    ]


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("BEIRUT (AP) — ", "BEIRUT"),
        ("LONDON, May 29 (Reuters) - ", "LONDON"),
        ("Quito, 29 May (Xinhua) -- ", "Quito"),
        ("BEIRUT, Lebanon — ", "BEIRUT, Lebanon"),
        ("ISLAMABAD: ", "ISLAMABAD"),
        ("(CNN) — ", None),
        ("N'DJAMENA (AFP) – ", "N'DJAMENA"),
    ],
)
def test_articles_wire_dateline_forms(opening: str, place: str | None) -> None:
    article = parse_article(f"{TITLE}\n\n30 May 2019\n\n{opening}{BODY}")
    assert article.dateline == place
    assert body(article) == [BODY]


@pytest.mark.parametrize(
    "prose", ["The court - a small one - said no.", "UN: five ships left the port on Monday morning."]
)
def test_articles_prose_is_no_wire_dateline(prose: str) -> None:
    article = parse_article(f"{TITLE}\n\n30 May 2019\n\n{prose}")
    assert body(article) == [prose]


BOILERPLATE = [
    ("READ: Why the banker fled", "link"),
    ("READ MORE: Why the banker fled", "link"),
    ("SEE ALSO: Ten quiet beaches", "link"),
    ("Related: The long arm of the court", "related"),
    ("Related articles", "related"),
    ("The banker leaves court [Ana Sample/AFP/Getty Images]", "caption"),
    ("The banker leaves court (Photo by Ana Sample)", "caption"),
    ("The banker leaves court in Lima. (AP Photo/Ana Sample)", "caption"),
    ("A view of the court. REUTERS/Ana Sample", "caption"),
    ("File photo: the court in Lima", "caption"),
    ("By Ana Sample", "byline"),
    ("By Ana Sample and Bo de la Sample in Lima", "byline"),
    ("Reporting by Ana Sample; Editing by Bo B. Sample", "credits"),
    ("(Additional reporting by Ana Sample in Lima)", "credits"),
    ("Ana Sample contributed to this report.", "credits"),
    ("Share on Facebook", "share"),
    ("Facebook Twitter WhatsApp", "share"),
    ("Follow us on Twitter", "share"),
    ("Sign up for our newsletter", "newsletter"),
    ("Subscribe to get the day's stories in your inbox.", "newsletter"),
    ("© 2019 The Sample Press. All rights reserved.", "copyright"),
    ("Advertisement", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("3 min read", "label"),
    ("Serving readers since 1880", "tagline"),
    ("This article was amended on 31 May 2019 to correct a name.", "editorial_note"),
    ("https://example.org/news/1", "url"),
    ("The Associated Press", "byline"),
    ("Share this with Messenger", "share"),
    ("Image caption The court was built in 1911", "caption"),
    ("The banker leaves court on Monday. Credit Ana Sample/Agence France-Presse — Getty Images", "caption"),
    ("SECTION: Overseas news; 12", "label"),
    ("LENGTH: 245 words", "label"),
    ("((ana.sample@example.org; +56 2 000))", "site_notice"),
    ("You may also be interested in:", "related"),
]


@pytest.mark.parametrize(("line", "reason"), BOILERPLATE)
def test_articles_sets_boilerplate_aside_with_its_reason(line: str, reason: str) -> None:
    article = parse_article(f"{TITLE}\n\n30 May 2019\n\n{BODY}\n\n{line}\n\n{BODY} Lima waits.")
    assert (ArticlePart.SET_ASIDE, reason, line) in parts(article)
    assert len(body(article)) == 2


PROSE = [
    "Follow-up talks between Chile and Peru will be held in Quito, the minister said.",
    "By Tuesday evening, the army had taken the town.",
    "Update of the treaty failed because the two sides could not agree on the wording of a clause.",
    "Share prices fell after the minister resigned.",
    "Like Peru, Chile recalled its envoy.",
    "Related protests broke out in Arica.",
    "Reporting by state media was suspended on Monday.",
    "Image matters to the court, the minister said.",
    "Credit was refused to Peru by the bank.",
    "To: the point of no return, the paper wrote of the two states and their long quarrel over the sea between them.",
    "Print shops closed on Monday in protest.",
    "Sources in Lima said that the banker had been arrested (he denies it).",
]


@pytest.mark.parametrize("line", PROSE)
def test_articles_prose_that_begins_like_boilerplate_stays(line: str) -> None:
    assert find_boilerplate(line) is None


def test_articles_links_under_a_heading_are_set_aside() -> None:
    article = parse_article(
        f"{TITLE}\n30 May 2019\n{BODY}\nRelated stories\nA banker and his boats\nWho is he?\n{BODY} End."
    )
    assert [reason for part, reason, _ in parts(article) if part is ArticlePart.SET_ASIDE] == ["related"] * 3
    assert len(body(article)) == 2


def test_articles_subheadings_are_set_aside() -> None:
    article = parse_article(f"{TITLE}\n30 May 2019\n{BODY}\nA long history\n{BODY} End.")
    assert (ArticlePart.SET_ASIDE, "subheading", "A long history") in parts(article)


def test_articles_joins_wrapped_lines() -> None:
    wrapped = (
        "Chile asked Peru on Tuesday to extradite a banker\nwho is wanted for fraud. The court has not\nanswered yet."
    )
    article = parse_article(f"{TITLE}\n\n30 May 2019\n\n{wrapped}\n\nA second paragraph follows it\nand ends here.\n")
    assert body(article) == [wrapped, "A second paragraph follows it\nand ends here."]


def test_articles_short_lines_one_per_sentence_are_not_joined() -> None:
    lines = [
        "Chile asked Peru on Tuesday to extradite a banker.",
        "Peru has refused to hand him over to the Chileans.",
        "He fled.",
    ]
    article = parse_article("\n".join([TITLE, "30 May 2019", *lines]))
    assert body(article) == lines


ENCODED = f"{TITLE}\n\n30 May 2019\n\nPeru’s court said “no” to Señor Núñez. {BODY}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_articles_reads_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENCODED.encode(encoding))
    article = read_article(path)
    assert article.text == ENCODED
    assert article.article_id == make_article_id(None, None, ENCODED)


def test_articles_stores_composed_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENCODED.replace("ñ", "n\u0303"), encoding="utf-8")
    assert read_article(path).text == ENCODED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.4\n1 0 obj", "not_text"),
        (bytes(range(256)) * 4, "not_text"),
        (b"\x01\x02\x03 words \x04", "not_text"),
        (b"\xff\xfea", "not_text"),
        (b"<!DOCTYPE html><html><body>30 May 2019</body></html>", "markup"),
        (b"30 May 2019\n", "no_body"),
        (b"Words without any date.\n", "no_date"),
    ],
)
def test_articles_refuses_bad_files_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=r"bad\.txt: .*(found|empty|blanks).*expected") as error:
        read_article(path)
    assert error.value.reason == reason


def test_articles_missing_file_is_an_article_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"nowhere\.txt") as error:
        read_article(tmp_path / "nowhere.txt")
    assert error.value.reason == "unreadable"


def test_articles_id_does_not_depend_on_the_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ENCODED, encoding="utf-8")
    assert read_article(tmp_path / "a.txt").article_id == read_article(tmp_path / "b.txt").article_id


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.txt")), ids=lambda path: path.stem)
def test_articles_demo_articles_are_read_whole(path: Path) -> None:
    article = read_article(path)
    assert article.title is not None
    assert article.published is not None
    assert len(body(article)) >= 5


@pytest.mark.skipif(not SEED.exists(), reason="reference article not beside the checkout")
def test_articles_reference_article_is_cut_up() -> None:
    article = read_article(SEED)
    assert article.published == MAY_30
    reasons = [reason for part, reason, _ in parts(article) if part is ArticlePart.SET_ASIDE]
    assert reasons == ["tagline", "caption", "link"]
    assert len(body(article)) == 6


@given(st.text(max_size=400))
def test_articles_paragraphs_cut_up_any_text_without_overlap(text: str) -> None:
    stored = normalise_text(text)
    try:
        article = parse_article(stored, MAY_30)
    except ArticleError:
        return
    last = 0
    for paragraph in article.paragraphs:
        assert last <= paragraph.start < paragraph.end <= len(stored)
        assert stored[paragraph.start : paragraph.end] == stored[paragraph.start : paragraph.end].strip()
        assert stored[last : paragraph.start].strip() == ""
        last = paragraph.end
    assert stored[last:].strip() == ""


BLOCKS = TypeAdapter(list[BoilerplateBlock]).validate_python(read_data("boilerplate.yml"))


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.holds], ids=lambda block: block.id)
def test_articles_boilerplate_that_matches_holds_the_words_looked_for_first(block: BoilerplateBlock) -> None:
    pattern = re.compile(block.pattern, re.IGNORECASE if block.case == "any" else re.NOFLAG)

    @settings(max_examples=30)
    @given(st.from_regex(pattern, alphabet=st.characters(codec="ascii") | st.just("©")))
    def check(text: str) -> None:
        assert any(words in text.lower() for words in block.holds)

    check()


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_articles_boilerplate_is_searched_for_where_it_can_stand(block: BoilerplateBlock) -> None:
    if not is_anchored(block.pattern):
        return
    pattern = re.compile(block.pattern, re.IGNORECASE if block.case == "any" else re.NOFLAG)
    for line in [text for written, _ in BOILERPLATE for text in (written, f"So {written}")]:
        assert (pattern.search(line) is None) == (pattern.match(line) is None)


@pytest.mark.parametrize(
    ("pattern", "anchored"), [("^a", True), ("^(?:a|b)c", True), ("^a|b", False), (r"^[|]\|x", True), ("a", False)]
)
def test_articles_boilerplate_pattern_that_stands_at_the_start(pattern: str, anchored: bool) -> None:
    assert is_anchored(pattern) == anchored
