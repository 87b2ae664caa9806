"""Updates: what they add, what they leave alone, what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import article_files as files
import pytest
from plain_coder import PlainCoder, PlainLexicon, write_story

import polybius.datasets
from polybius.datasets import BuildResult, build_dataset
from polybius.datasets.configuration import InputSection
from polybius.schema.enums import MergeBy
from polybius.schema.errors import ConfigurationError, DatasetError
from polybius.schema.tables import TABLES


def build(folder: Path, out: str, **options: Any) -> BuildResult:
    return build_dataset([folder], folder.parent / out, coder=options.pop("coder", PlainCoder()), **options)


def digest(folder: Path) -> str:
    return (folder / "SHA256SUMS").read_text(encoding="utf-8")


def read_tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    dataset = polybius.datasets.load(folder)
    return {table: dataset.table(table).collect().rows() for table in TABLES}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for n in range(0, 12, 2):
        write_story(folder / f"{n:02}.txt", n, f"{1 + n} May 2019", "AFP" if n % 3 else "Reuters")
    (folder / "bad.txt").write_bytes(b"\x00")
    (folder / "m.jsonl").write_bytes(files.json_lines([1, 2]) + b"[]\n")
    return folder


def add_more(folder: Path) -> None:
    for n in range(1, 12, 2):
        write_story(folder / f"{n:02}.txt", n, f"{1 + n} May 2019", "AFP" if n % 3 else "Reuters")
    (folder / "bad2.txt").write_bytes(b"\x00\x01")
    (folder / "00-copy.txt").write_bytes((folder / "04.txt").read_bytes())
    (folder / "z-copy.txt").write_bytes((folder / "00.txt").read_bytes())
    (folder / "n.jsonl").write_bytes(files.json_lines([2, 3]))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("include_text", [False, True])
def test_updates_give_what_one_build_of_all_gives(
    tmp_path: Path, corpus: Path, workers: int, include_text: bool
) -> None:
    log = tmp_path / "log"
    build(corpus, "set", include_text=include_text)
    add_more(corpus)
    result = build(
        corpus, "set", coder=PlainCoder(log=str(log)), update=True, workers=workers, include_text=include_text
    )
    coded = {line.split()[0] for line in log.read_text().splitlines()}
    assert len(coded) == len(log.read_text().splitlines()) == 7, "six stories and one line are new"
    whole = build(corpus, "whole", include_text=include_text)
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")
    assert (result.build_id, result.counts) == (whole.build_id, whole.counts)
    assert not list(tmp_path.glob(".set*"))


def test_updates_with_new_files_only_keep_the_old_ones(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set")
    write_story(tmp_path / "more" / "new.txt", 99, "3 June 2019")
    build_dataset([tmp_path / "more"], tmp_path / "set", coder=PlainCoder(), update=True)
    write_story(corpus / "new.txt", 99, "3 June 2019")
    build(corpus, "whole")
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")


def test_updates_of_a_file_that_grew_read_it_and_code_what_is_new(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set")
    old = json.loads((tmp_path / "set" / "manifest.json").read_text())
    (corpus / "m.jsonl").write_bytes(files.json_lines([1, 2]) + b"[]\n" + files.json_lines([3, 1]))
    log = tmp_path / "log"
    build(corpus, "set", coder=PlainCoder(log=str(log)), update=True)
    assert len(log.read_text().splitlines()) == 1
    rows = [row for row in read_tables(tmp_path / "set")["articles"] if "m.jsonl" in row]
    assert sorted(row[-1] for row in rows) == [1, 2, 3, 4]
    (entry,) = (
        e for e in json.loads((tmp_path / "set" / "manifest.json").read_text())["inputs"] if e["name"] == "m.jsonl"
    )
    (before,) = (e for e in old["inputs"] if e["name"] == "m.jsonl")
    assert entry["earlier"] == [before["sha256"]]
    assert entry["articles"] == {"coded": 3, "failed": 1}


def test_updates_never_lose_what_a_changed_file_no_longer_has(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set")
    before = read_tables(tmp_path / "set")
    (corpus / "m.jsonl").write_bytes(files.json_lines([7]))
    build(corpus, "set", update=True)
    after = read_tables(tmp_path / "set")
    assert set(before["mentions"]) < set(after["mentions"])
    assert len(after["articles"]) == len(before["articles"]) + 1


def test_updates_without_anything_new_change_nothing(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "set").rglob("*")}
    result = build(corpus, "set", update=True)
    assert result.is_unchanged
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "set").rglob("*")} == before


def test_updates_of_nothing_are_a_first_build(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set", update=True)
    build(corpus, "whole")
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"coder": PlainCoder(lexicon=PlainLexicon("1" * 64))}, "lexicon 000000000000, now 111111111111.*--recode"),
        ({"include_text": True}, "include_text False, now True"),
        ({"published": __import__("datetime").date(2001, 2, 3)}, "other options"),
    ],
)
def test_updates_are_refused_where_rows_could_not_be_compared(
    tmp_path: Path, corpus: Path, options: dict[str, Any], message: str
) -> None:
    build(corpus, "set")
    before = digest(tmp_path / "set")
    add_more(corpus)
    with pytest.raises(DatasetError, match=message):
        build(corpus, "set", update=True, **options)
    assert digest(tmp_path / "set") == before
    build(corpus, "set", update=True, recode=True, **options)
    build(corpus, "whole", **options)
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")


def test_updates_by_another_version_are_refused(tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(corpus, "set")
    monkeypatch.setattr("polybius.datasets.manifest.coder_version", lambda: "9.9")
    add_more(corpus)
    with pytest.raises(DatasetError, match=r"coder .*, now 9\.9"):
        build(corpus, "set", update=True)


def test_updates_that_recode_need_all_inputs(tmp_path: Path, corpus: Path) -> None:
    build(corpus, "set")
    with pytest.raises(DatasetError, match=r"not given: 02\.txt, 04\.txt"):
        build_dataset([corpus / "00.txt"], tmp_path / "set", coder=PlainCoder(), update=True, recode=True)


def test_updates_recode_alone_makes_no_sense(corpus: Path) -> None:
    with pytest.raises(ConfigurationError, match="recode"):
        build(corpus, "set", recode=True)


def test_updates_add_to_nothing_but_datasets(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DatasetError, match="no Polybius dataset"):
        build(corpus, "set", update=True)


def test_updates_go_on_after_an_interrupt(tmp_path: Path, corpus: Path) -> None:
    def interrupt(articles: int, done: int, total: int) -> None:
        if articles == 13:
            raise KeyboardInterrupt

    build(corpus, "set")
    before = digest(tmp_path / "set")
    add_more(corpus)
    with pytest.raises(KeyboardInterrupt):
        build(corpus, "set", update=True, progress=interrupt)
    assert digest(tmp_path / "set") == before
    log = tmp_path / "log"
    build(corpus, "set", update=True, coder=PlainCoder(log=str(log)))
    assert len(log.read_text().splitlines()) < 7
    build(corpus, "whole")
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")


def test_updates_keep_the_options_of_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"t": files.story(1)[1], "d": "05/06/2021"}), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(files.text_file(2))
    section = InputSection.model_validate(
        {"path": str(tmp_path / "a.jsonl"), "date_format": "%d/%m/%Y", "columns": {"text": "t", "published": "d"}}
    )
    build_dataset([section], tmp_path / "set", coder=PlainCoder())
    build_dataset([tmp_path / "b.txt"], tmp_path / "set", coder=PlainCoder(), update=True)
    build_dataset([section, tmp_path / "b.txt"], tmp_path / "whole", coder=PlainCoder())
    assert digest(tmp_path / "set") == digest(tmp_path / "whole")


def write_reprint(folder: Path, name: str, agency: str, day: str) -> None:
    """One story, printed by several."""
    prose = "Chile asked Peru. Norway promised Chad. " + " ".join(f"It was word {n} of the matter." for n in range(30))
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"Story\n\n{day} May 2019\n\nLIMA ({agency}) - {prose}\n", encoding="utf-8")


@pytest.mark.parametrize("merge_by", list(MergeBy))
def test_updates_find_near_duplicates_of_old_articles(tmp_path: Path, merge_by: MergeBy) -> None:
    folder = tmp_path / "in"
    write_reprint(folder, "b.txt", "AFP", "3")
    build(folder, "set", merge_by=merge_by)
    write_reprint(folder, "a.txt", "Reuters", "4")
    write_reprint(folder, "c.txt", "Kyodo", "2")
    build(folder, "set", merge_by=merge_by, update=True)
    build(folder, "all", merge_by=merge_by)
    assert digest(tmp_path / "set") == digest(tmp_path / "all")
    articles = polybius.datasets.load(tmp_path / "set").articles.collect()
    assert articles["duplicate_group"].n_unique() == 1
    assert articles["duplicate_group"][0] == articles.row(0, named=True)["article_id"]


def test_updates_need_the_sketches_of_the_old_articles(tmp_path: Path) -> None:
    write_reprint(tmp_path / "in", "b.txt", "AFP", "3")
    build(tmp_path / "in", "set")
    (tmp_path / "set" / "sketches.parquet").unlink()
    write_reprint(tmp_path / "in", "a.txt", "Reuters", "4")
    with pytest.raises(DatasetError, match=r"sketches\.parquet.*--recode"):
        build(tmp_path / "in", "set", update=True)
