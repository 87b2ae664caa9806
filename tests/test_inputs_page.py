"""docs/inputs.md: its commands are run, its configuration is built, its tables are whole. And a folder of everything."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from pathlib import Path

import article_files as files
import polars as pl
import pytest
from click.testing import CliRunner, Result

import polybius.datasets
from polybius.cli import main
from polybius.coders import Coder
from polybius.datasets.columns import USUAL
from polybius.datasets.formats import InputFormat

PAGE = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "polybius.build_command.load_coder", lambda lexicon, gazetteer="none": request.getfixturevalue("coder")
    )


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def build(*arguments: str, stdin: bytes | None = None) -> None:
    done = run("build", *arguments, stdin=stdin)
    assert done.exit_code == 0, done.output


def digest(folder: str) -> bytes:
    return Path(folder, "SHA256SUMS").read_bytes()


def test_inputs_page_commands_work(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(files.json_lines([1, 2])))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(files.text_file(3))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.csv").write_bytes(files.csv_file([4]))
    (tmp_path / "odd.csv").write_text(f"Volltext,Tag\n{files.story(5)[1]},05/06/2021\n", encoding="utf-8")
    commands = re.findall(r"^    ((?:zcat .* \| )?polybius .*)$", PAGE, re.M)
    assert len(commands) >= 5
    for command in commands:
        before, _, after = command.rpartition("polybius ")
        done = run(*shlex.split(after), stdin=files.json_lines([1, 2]) if before else None)
        assert done.exit_code == 0, (command, done.output)
    assert {path.name for path in tmp_path.iterdir() if (path / "manifest.json").exists()} >= {"DATASET", "DATASET4"}
    (row,) = polybius.datasets.load("DATASET4").articles.collect().rows(named=True)
    assert str(row["published"]) == "2021-06-05"
    same = ("articles", "events", "mentions")
    for table in same:
        columns = [c for c in getattr(polybius.datasets.load("DATASET"), table).collect_schema() if c != "input_name"]
        one, other = (
            getattr(polybius.datasets.load(d), table).select(columns).collect() for d in ("DATASET", "DATASET3")
        )
        assert one.equals(other)


def test_inputs_page_starter_builds_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "dataset", "STUDY").exit_code == 0
    monkeypatch.chdir("STUDY")
    build()
    events = polybius.datasets.load("dataset").events.collect()
    assert ("NOR", "0333", "TCD") in events.select("source_code", "event_code", "target_code").rows()


def test_inputs_page_configuration_and_flags_give_the_same_manifest(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(files.text_file(3))
    (tmp_path / "wire").mkdir()
    value = {"story": {"full": files.story(1)[1]}, "day": "05/06/2021"}
    (tmp_path / "wire" / "w.jsonl.gz").write_bytes(gzip.compress(json.dumps(value).encode(), mtime=0))
    (example,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.M | re.S)
    (tmp_path / "polybius.toml").write_text(example, encoding="utf-8")
    build()
    articles = polybius.datasets.load("dataset").articles.collect()
    assert set(articles["publisher"]) == {None, "Example Wire"}
    (tmp_path / "polybius.toml").write_text(
        example.replace('path = "articles"', 'path = "none"')
        .partition('[[inputs]]\npath = "wire')[0]
        .replace('"none"', '"wire"'),
        encoding="utf-8",
    )
    options = (
        "--publisher",
        "Example Wire",
        "--date-format",
        "%d/%m/%Y",
        "--column",
        "text=story.full",
        "--column",
        "published=day",
    )
    build(*options, "--out", "by-file")
    build("wire", *options, "--out", "by-flags")
    assert digest("by-file") == digest("by-flags")


def test_inputs_page_lists_every_format_name_and_reason() -> None:
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^(\| `\w+`(?:, `\w+`)* \|)", PAGE, re.M))))
    assert {str(format_) for format_ in InputFormat} <= named
    for field, names in USUAL.items():
        rows = [re.findall(r"`(\w+)`", row) for row in re.findall(rf"^\| `{field}` \| (.*) \|$", PAGE, re.M)]
        assert list(names) in rows


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return files.write_mixed_folder(tmp_path_factory.mktemp("mixed") / "in")


EXPECTED = {
    "archive.tar/../x.txt": [(None, "coded")],
    "archive.tar/y.csv.gz": [(2, "coded")],
    "archive.zip/../../etc/x.txt": [(None, "coded")],
    "archive.zip/in/y.jsonl": [(1, "coded")],
    "archive.zip/z.zip": [(None, "unsupported")],
    "a.txt": [(None, "coded")],
    "array.json": [(1, "coded"), (2, "coded"), (3, "bad_json")],
    "big.txt.gz": [(None, "too_big")],
    "binary.txt": [(None, "not_text")],
    "bomb.xml": [(None, "unsafe_xml")],
    "copy.txt": [(None, "same_article")],
    "cut.parquet": [(None, "corrupt")],
    "cut.warc.gz": [(1, "coded"), (2, "corrupt")],
    "empty.txt": [(None, "empty")],
    "feed.atom": [(1, "coded")],
    "feed.rss": [(1, "coded"), (2, "coded")],
    "lines.jsonl": [(1, "coded"), (2, "bad_json"), (3, "bad_json"), (5, "no_text"), (6, "coded")],
    "lines.jsonl.gz": [(1, "same_article"), (2, "coded")],
    "not.txt.gz": [(None, "corrupt")],
    "nothing.csv": [(1, "no_columns")],
    "packed.jsonl.zst": [(1, "coded"), (2, "coded")],
    "page.html": [(None, "coded")],
    "table.csv": [(2, "coded"), (3, "coded"), (4, "bad_row"), (5, "coded")],
    "table.parquet": [(1, "coded"), (2, "coded")],
    "table.tsv": [(2, "coded")],
    "undated.html": [(None, "no_date")],
    "web.warc.gz": [(1, "coded"), (2, "coded")],
}


def test_inputs_of_a_mixed_folder_are_all_accounted_for(mixed: Path) -> None:
    build(str(mixed), "--out", "set", "--include-text")
    articles = polybius.datasets.load("set").articles.collect()
    found: dict[str, list[tuple[int | None, str]]] = {}
    for row in articles.sort("input_name", "input_record").iter_rows(named=True):
        found.setdefault(row["input_name"], []).append((row["input_record"], row["reason"] or row["status"]))
    cut = found.pop("cut.jsonl.gz")
    assert found == EXPECTED
    assert cut[-1] == (len(cut), "corrupt")
    assert {reason for _, reason in cut[:-1]} == {"coded"}
    assert len(cut) > 20
    manifest = json.loads(Path("set", "manifest.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in manifest["inputs"]} == {path.name for path in mixed.iterdir()}
    assert len(manifest["problems"]) == articles.filter(pl.col("status").is_in(["failed", "empty"])).height
    coded = articles.filter(articles["status"] == "coded")["article_id"]
    assert set(polybius.datasets.load("set").mentions.collect()["article_id"]) <= set(coded)


def test_inputs_of_a_mixed_folder_give_the_same_bytes_with_two_workers(mixed: Path) -> None:
    build(str(mixed), "--out", "one")
    build(str(mixed), "--out", "two", "--workers", "2")
    assert digest("one") == digest("two")


def test_inputs_reasons_are_all_documented() -> None:
    reasons = {reason for rows in EXPECTED.values() for _, reason in rows} - {"coded", "same_article"}
    assert reasons <= set(re.findall(r"`(\w+)`", PAGE))


def test_inputs_none_given_and_no_file_says_what_to_do() -> None:
    done = run("build")
    assert (done.exit_code, "polybius init dataset" in done.output) == (2, True)
    done = run("build", "x.txt")
    assert (done.exit_code, "--out" in done.output) == (2, True)
