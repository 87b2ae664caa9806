"""Records of every format: what is read, where each stands, and what is said of broken ones."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import json
import lzma
import random
import sys
from collections.abc import Callable
from pathlib import Path

import article_files as files
import pytest

from polybius.datasets import extras
from polybius.datasets.documents import MAX_RECORD, Document, Problem, Reading, Record
from polybius.datasets.formats import FileKind, InputFormat, format_of, kind_of_name
from polybius.datasets.reading import read_document
from polybius.datasets.records import read_records
from polybius.schema.enums import ArticlePart
from polybius.schema.errors import ArticleError, ConfigurationError
from polybius.schema.records import Article


def read(folder: Path, name: str, data: bytes, **options: object) -> list[Record]:
    path = folder / name
    path.write_bytes(data)
    return list(read_records(str(path), name, Reading(**options), kind_of_name(name)))


def make_article(record: Record, **options: object) -> Article:
    return read_document(Document(0, 0, record.name, record.record, record.payload, Reading(**options), 0))


def read_articles(folder: Path, name: str, data: bytes, **options: object) -> list[Article]:
    return [make_article(record, **options) for record in read(folder, name, data, **options)]


def problems(records: list[Record]) -> list[tuple[int | None, str]]:
    return [(record.record, record.payload.reason) for record in records if isinstance(record.payload, Problem)]


def reason_of(record: Record, **options: object) -> str:
    with pytest.raises(ArticleError) as error:
        make_article(record, **options)
    assert record.name in str(error.value)
    return error.value.reason


FORMATS: dict[str, Callable[[list[int]], bytes]] = {
    "x.jsonl": files.json_lines,
    "x.json": lambda numbers: json.dumps([files.record(n) for n in numbers]).encode(),
    "x.csv": files.csv_file,
    "x.parquet": files.parquet_file,
    "x.warc.gz": files.warc_file,
    "x.rss": files.rss_file,
    "x.zip": lambda numbers: files.zip_file({f"{n}.txt": files.text_file(n) for n in numbers}),
    "x.tar": lambda numbers: files.tar_file({f"{n}.txt": files.text_file(n) for n in numbers}),
}
HAVE_URL = ("x.jsonl", "x.json", "x.parquet", "x.warc.gz", "x.rss")


@pytest.mark.parametrize("name", FORMATS)
def test_records_of_each_format_become_the_same_articles(tmp_path: Path, name: str) -> None:
    articles = read_articles(tmp_path, name, FORMATS[name]([7, 8]))
    assert [article.title for article in articles] == [files.story(7)[0], files.story(8)[0]]
    assert {str(article.published) for article in articles} == {files.DAY}
    for article, n in zip(articles, (7, 8), strict=True):
        body = [article.text[p.start : p.end] for p in article.paragraphs if p.part is ArticlePart.BODY]
        assert body[0] == files.story(n)[1]
        assert (article.url is not None) == (name in HAVE_URL)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("x.zip", "x.tar")])
def test_records_are_numbered_from_one(tmp_path: Path, name: str) -> None:
    numbers = [record.record for record in read(tmp_path, name, FORMATS[name]([7, 8]))]
    assert numbers == ([2, 3] if name == "x.csv" else [1, 2])


@pytest.mark.parametrize("ending", ["", ".gz", ".zst", ".bz2", ".xz"])
def test_records_packed_or_not_are_the_same(tmp_path: Path, ending: str) -> None:
    pack = {"": bytes, ".gz": gzip.compress, ".zst": files.zstd, ".bz2": bz2.compress, ".xz": lzma.compress}[ending]
    data = files.json_lines(range(300))
    assert [r.payload for r in read(tmp_path, f"x.jsonl{ending}", pack(data))] == [
        r.payload for r in read(tmp_path, "y.jsonl", data)
    ]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "x.csv"])
def test_records_of_a_file_without_ending_are_told_by_content(tmp_path: Path, name: str) -> None:
    assert len(read(tmp_path, "unnamed", FORMATS[name]([7, 8]))) == 2


def test_records_by_content_of_text_and_pages(tmp_path: Path) -> None:
    assert format_of(files.text_file(1)) is InputFormat.TEXT
    assert format_of(files.page(1)) is InputFormat.HTML
    assert format_of(files.atom_file(1)) is InputFormat.FEED
    assert format_of(b"[Editor's note] Chile asked Peru.") is InputFormat.TEXT


def test_records_format_that_is_given_goes_before_the_name(tmp_path: Path) -> None:
    data = files.json_lines([1, 2])
    assert len(read(tmp_path, "x.txt", data)) == 1
    assert len(read(tmp_path, "x.txt", data, format=InputFormat.JSONL)) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", (InputFormat.TEXT, None)),
        ("a.b.jsonl.GZ", (InputFormat.JSONL, "gzip")),
        ("a.tgz", (InputFormat.TAR, "gzip")),
        ("a.gz", (None, "gzip")),
        ("noending", (None, None)),
    ],
)
def test_records_kind_by_name(name: str, kind: FileKind) -> None:
    assert kind_of_name(name) == kind


def test_records_bad_json_lines_cost_only_themselves(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"text": "Chile asked Peru.", "date": "2021-03-04"}\n{"text": \n\n[1]\n"x"\n{"n": 1}\nnull'
    first, *rest = read(tmp_path, "x.jsonl", data)
    assert make_article(first).text == "Chile asked Peru."
    assert [(r.record, reason_of(r)) for r in rest] == [
        (2, "bad_json"), (4, "bad_json"), (5, "bad_json"), (6, "no_text"), (7, "bad_json"),
    ]  # fmt: skip


def test_records_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    data = files.json_lines([1]) + b" " * (MAX_RECORD + 9) + b"\n" + files.json_lines([2])
    records = read(tmp_path, "x.jsonl.gz", gzip.compress(data))
    assert [r.record for r in records] == [1, 2, 3]
    assert problems(records) == [(2, "too_big")]


@pytest.mark.parametrize("name", ["x.txt.gz", "x.html.gz", "x.rss.gz"])
def test_records_unpacking_stops_at_the_limit(tmp_path: Path, name: str) -> None:
    assert problems(read(tmp_path, name, gzip.compress(bytes(MAX_RECORD + 1)))) == [(None, "too_big")]


def test_records_zip_member_that_is_too_big_costs_only_itself(tmp_path: Path) -> None:
    members = {"a.txt": files.text_file(1), "b.txt": bytes(MAX_RECORD + 1), "c.txt": files.text_file(2)}
    records = read(tmp_path, "x.zip", files.zip_file(members))
    assert [r.name for r in records] == ["x.zip/a.txt", "x.zip/b.txt", "x.zip/c.txt"]
    assert problems(records) == [(None, "too_big")]


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst", "x.csv.gz", "x.warc.gz", "x.tar.gz", "x.tar"])
def test_records_of_a_truncated_file_are_kept_up_to_the_break(tmp_path: Path, name: str) -> None:
    numbers = list(range(1000, 5000 if "jsonl" in name else 1400))
    make = FORMATS[name.removesuffix(".gz").removesuffix(".zst") if "warc" not in name else name]
    data = make(numbers)
    if "warc" not in name:
        data = gzip.compress(data) if name.endswith(".gz") else files.zstd(data) if name.endswith(".zst") else data
    records = read(tmp_path, name, data[: len(data) * 2 // 3 - 100])
    whole = [r for r in records if not isinstance(r.payload, Problem)]
    assert problems(records) == [(records[-1].record, "corrupt")]
    assert "broken after record" in records[-1].payload.message or "tar" in name
    assert len(whole) > 50
    assert [r.payload for r in whole] == [r.payload for r in read(tmp_path, name, data)[: len(whole)]]


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.parquet", "x.zip", "x.tar", "x.warc", "x.jsonl.zst", "x.csv.xz"])
def test_records_of_rubbish_are_one_problem(tmp_path: Path, name: str) -> None:
    rubbish = random.Random(4).randbytes(5000)
    assert [reason for _, reason in problems(read(tmp_path, name, rubbish))] == ["corrupt"]


@pytest.mark.parametrize("name", FORMATS)
def test_records_of_corrupted_files_never_raise(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    whole = FORMATS[name](list(range(20)))
    for _ in range(15):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for record in read(tmp_path, name, bytes(data[: chance.randint(1, len(data))])):
            with contextlib.suppress(ArticleError):
                make_article(record)


def test_records_csv_with_cells_that_are_not_utf8(tmp_path: Path) -> None:
    data = files.csv_file([1]) + '"Talks","The café was closed. Où est l’élève? Chile met Peru.",2021-03-04\n'.encode(
        "cp1252"
    )
    first, second = read_articles(tmp_path, "x.csv", data)
    assert first.title == files.story(1)[0]
    assert "café" in second.text


def test_records_csv_rows_that_do_not_fit_are_problems(tmp_path: Path) -> None:
    records = read(tmp_path, "x.csv", files.csv_file([1]) + b"a,b\n" + files.csv_file([2]).partition(b"\n")[2])
    assert [r.record for r in records] == [2, 3, 4]
    assert problems(records) == [(3, "bad_row")]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_records_csv_finds_its_delimiter(tmp_path: Path, mark: str) -> None:
    data = mark.join(("title", "text", "date")) + "\n" + mark.join((*files.story(1), files.DAY))
    assert read_articles(tmp_path, "x.csv", data.encode())[0].title == files.story(1)[0]


def test_records_csv_in_utf16_as_office_programs_save_it(tmp_path: Path) -> None:
    assert len(read_articles(tmp_path, "x.csv", files.csv_file([1, 2]).decode().encode("utf-16"))) == 2


@pytest.mark.parametrize("name", ["x.csv", "x.parquet"])
def test_records_table_without_text_is_one_problem(tmp_path: Path, name: str) -> None:
    data = FORMATS[name](list(range(9)))
    (problem,) = read(tmp_path, name, data, columns=(("text", "nowhere"),))
    assert isinstance(problem.payload, Problem)
    assert problem.payload.reason == "no_columns"
    assert "expected nowhere" in problem.payload.message
    assert "--column" in problem.payload.message


def test_records_columns_are_mapped_also_into_objects(tmp_path: Path) -> None:
    value = {"story": {"full": "Chile asked Peru."}, "day": "04/03/2021", "source": {"id": None, "name": "Gazette"}}
    columns = (("text", "story.full"), ("published", "day"))
    (article,) = read_articles(
        tmp_path, "x.jsonl", json.dumps(value).encode(), columns=columns, date_format="%d/%m/%Y", publisher="Other"
    )
    assert (article.text, str(article.published), article.publisher) == ("Chile asked Peru.", files.DAY, "Gazette")


def test_records_publisher_of_the_input_stands_in(tmp_path: Path) -> None:
    value = files.record(1, publisher="  ")
    (article,) = read_articles(tmp_path, "x.jsonl", json.dumps(value).encode(), publisher="Example Wire")
    assert article.publisher == "Example Wire"


def test_records_title_alone_is_an_article(tmp_path: Path) -> None:
    (article,) = read_articles(tmp_path, "x.jsonl", b'{"headline": "Chile asks Peru", "date": "2021-03-04"}')
    assert (article.text, [p.part for p in article.paragraphs]) == ("Chile asks Peru", [ArticlePart.TITLE])


def test_records_title_at_the_start_of_the_text_counts_once(tmp_path: Path) -> None:
    title, text = files.story(1)
    (article,) = read_articles(tmp_path, "x.jsonl", json.dumps(files.record(1, text=f"{title}\n\n{text}")).encode())
    assert [p.part for p in article.paragraphs] == [ArticlePart.TITLE, ArticlePart.SET_ASIDE, ArticlePart.BODY]
    assert article.paragraphs[1].reason == "repeated_title"


def test_records_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    (article,) = read_articles(
        tmp_path, "x.jsonl", b'{"title": "A \\ud800 B \\ud83d\\ude00", "source": "S\\udc80", "date": "2021-03-04"}'
    )
    assert article.title == "A \ufffd B \U0001f600"
    assert article.publisher == "S\ufffd"


def test_records_warc_gives_html_pages_with_status_200_only(tmp_path: Path) -> None:
    data = b"".join(
        (
            files.capture(1),
            files.capture(2, status="404 Not Found"),
            files.capture(3, kind="image/png"),
            files.capture(4),
        )
    )
    articles = read_articles(tmp_path, "x.warc", data)
    assert [article.url for article in articles] == ["https://s.example/1", "https://s.example/4"]
    assert {article.publisher for article in articles} == {"Site"}


def test_records_capture_date_counts_only_where_it_is_wanted(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "x.warc", files.capture(1, dated=False))
    assert reason_of(record) == "no_date"
    assert str(make_article(record, undated="capture").published) == "2021-03-06"
    (dated,) = read(tmp_path, "y.warc", files.capture(1))
    assert str(make_article(dated, undated="capture").published) == files.DAY


def test_records_of_pages_too_deep_to_parse_are_problems(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "x.html", b"<html><body>" + b"<div>" * 100_000 + b"<p>Chile asked Peru.</p>")
    assert reason_of(record) == "no_text"


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_records_pages_are_decoded_as_they_say(tmp_path: Path, charset: str) -> None:
    text = files.page(1).decode().replace("tents in", "tents for the café in")
    if charset == "cp1252":
        text = text.replace("<head>", '<head><meta charset="windows-1252">')
    (article,) = read_articles(tmp_path, "x.html", text.encode(charset))
    assert "café" in article.text


def test_records_feed_with_entities_is_refused(tmp_path: Path) -> None:
    assert problems(read(tmp_path, "x.xml", files.BOMB_FEED)) == [(None, "unsafe_xml")]


def test_records_other_xml_is_no_feed(tmp_path: Path) -> None:
    assert problems(read(tmp_path, "x.xml", b"<?xml version='1.0'?><note>x</note>")) == [(None, "no_items")]


def test_records_feed_text_has_no_markup_and_no_scripts(tmp_path: Path) -> None:
    (article,) = read_articles(tmp_path, "x.rss", files.rss_file([1]))
    assert (article.publisher, article.url) == ("Feed", "https://f.example/1")
    assert "asked" not in article.text
    assert "<" not in article.text


def test_records_of_archives_have_their_paths_as_labels_only(tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    members = {"../../etc/x.txt": files.text_file(1), "/abs.txt": files.text_file(2), "notes.md": b"no"}
    names = [record.name for record in read(tmp_path, "x.tar", files.tar_file(members))]
    assert names == ["x.tar/../../etc/x.txt", "x.tar/abs.txt"]
    assert set(tmp_path.iterdir()) - before == {tmp_path / "x.tar"}


def test_records_archives_in_archives_are_not_opened(tmp_path: Path) -> None:
    inner = files.zip_file({"a.txt": files.text_file(1)})
    records = read(
        tmp_path, "x.zip", files.zip_file({"b.zip": inner, "c.parquet": b"PAR1", "d.txt": files.text_file(1)})
    )
    assert [reason for _, reason in problems(records)] == ["unsupported", "unsupported"]
    assert len(records) == 3


def test_records_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    (record,) = read_records(str(tmp_path / "gone.txt"), "gone.txt", Reading(), kind_of_name("gone.txt"))
    assert isinstance(record.payload, Problem)
    assert record.payload.reason == "unreadable"


def test_records_missing_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ConfigurationError, match=r"x\.html: .*pip install 'polybius\[web\]'"):
        read(tmp_path, "x.html", files.page(1))


def test_records_library_versions_count_only_where_they_decide() -> None:
    assert extras.library_versions({InputFormat.TEXT, InputFormat.JSONL}) == {}
    assert "trafilatura" in extras.library_versions({InputFormat.WARC})


def test_records_extra_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(
        ConfigurationError, match=r"page.html: reading this needs no_such_package, which is not installed; .*web"
    ):
        extras.import_extra("no_such_package", "page.html")


def test_records_extra_that_lacks_a_package_of_its_own_is_not_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "halfway_extra.py").write_text("import no_such_package")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigurationError, match=r"halfway_extra, which cannot be imported .*'no_such_package'"):
        extras.import_extra("halfway_extra", "page.html")
