"""The build: what is in the folder, that it is the same every time, and that a killed run does no harm."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from plain_coder import PlainCoder, PlainLexicon, write_story

import polybius.datasets
from polybius.datasets import BuildResult, build_dataset, pipeline
from polybius.datasets.events import make_single_event, merge_rows
from polybius.schema.enums import MergeBy
from polybius.schema.errors import ConfigurationError, DatasetError
from polybius.schema.records import Article, CodedArticle
from polybius.schema.tables import TABLES

HERE = Path(__file__).parent
SCRIPT = """
import sys
sys.path.insert(0, {here!r})
from plain_coder import PlainCoder
from polybius.datasets import build_dataset
if __name__ == "__main__":
    build_dataset([{corpus!r}], {out!r}, coder=PlainCoder(delay={delay}, log={log!r}), force={force}, workers={workers})
"""


@dataclass
class DyingCoder(PlainCoder):
    """Takes its process down with it, on every article or on one that holds certain words."""

    only: str = ""

    def code_article(self, article: Article) -> CodedArticle:
        if self.only in article.text:
            os._exit(9)
        return super().code_article(article)


def snapshot(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_pipeline_writes_the_declared_folder(built: BuildResult) -> None:
    assert sorted(snapshot(built.path)) == [
        "CITATION.cff",
        "CODEBOOK.md",
        "DATASHEET.md",
        "SHA256SUMS",
        "articles/year=2019/month=05/part-0.parquet",
        "articles/year=2019/month=06/part-0.parquet",
        "articles/year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
        "croissant.json",
        "datapackage.json",
        "events/year=2019/month=04/part-0.parquet",
        "events/year=2019/month=05/part-0.parquet",
        "events/year=2019/month=06/part-0.parquet",
        "manifest.json",
        "mentions/year=2019/month=04/part-0.parquet",
        "mentions/year=2019/month=05/part-0.parquet",
        "mentions/year=2019/month=06/part-0.parquet",
        "rejections.parquet",
        "report.html",
        "sketches.parquet",
        "unresolved.parquet",
    ]
    assert [path.name for path in built.path.parent.iterdir()] == ["set"]


def test_pipeline_checksums_hold(built: BuildResult) -> None:
    files = snapshot(built.path)
    lines = (built.path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {k: v for k, v in files.items() if k != "SHA256SUMS"}


def test_pipeline_counts_what_became_of_every_input(built: BuildResult) -> None:
    assert built.counts["articles"] == {"coded": 45, "duplicate": 1, "empty": 1, "failed": 3}
    assert built.counts["failures"] == {"empty": 1, "internal_error": 1, "no_date": 1, "not_text": 1}
    assert (built.n_bad, built.exit_status(), built.exit_status(strict=True)) == (4, 0, 1)
    assert len(built.problems) == 4


def test_pipeline_manifest_names_no_machine_and_no_clock(built: BuildResult, corpus: Path) -> None:
    text = (built.path / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert str(corpus) not in text
    assert str(datetime.date.today().year) + "-" not in text
    assert manifest["build_id"] == built.build_id
    assert manifest["counts"]["rows"]["articles"] == len(manifest["inputs"]) == 50
    failed = {"binary.txt", "crash.txt", "undated.txt"}
    assert {row["name"] for row in manifest["inputs"] if row["articles"] == {"failed": 1}} == failed
    assert {row["name"] for row in manifest["problems"]} == failed | {"empty.txt"}


def test_pipeline_merges_mentions_into_events(built: BuildResult) -> None:
    dataset = polybius.datasets.load(built.path)
    events, mentions = dataset.events.collect(), dataset.mentions.collect()
    assert events["event_id"].is_unique().all()
    assert set(events["modality"]) == {"asserted"}
    assert events["n_mentions"].sum() == mentions["event_id"].drop_nulls().len()
    first = events.row(0, named=True)
    assert (first["source_code"], first["event_code"], first["target_code"]) == ("CHL", "020", "PER")
    assert (first["event_date"], first["date_precision"]) == (datetime.date(2019, 4, 30), "day")
    assert (first["n_mentions"], first["n_articles"], first["n_publishers"]) == (2, 2, 2)


def test_pipeline_event_of_one_mention_is_the_same_as_merged(built: BuildResult) -> None:
    rows = polybius.datasets.load(built.path).mentions.collect().rows(named=True)
    assert len(rows) > 100
    for row in rows:
        for more in ({}, {"issues": "b;a", "publisher": None, "attributed_to_text": "x", "attributed_to_code": "CHL"}):
            mention = {**row, "publisher": "AFP", "duplicate_group": None, **more}
            assert make_single_event(mention) == merge_rows([mention])


def test_pipeline_keeps_mentions_that_make_no_event(built: BuildResult) -> None:
    mentions = polybius.datasets.load(built.path).mentions.collect()
    without = mentions.filter(mentions["event_id"].is_null())
    assert set(without.select("modality", "source_code", "target_code").rows()) == {
        ("negated", "NOR", None),
        ("asserted", None, None),
    }


def test_pipeline_joins_lists_and_keeps_absence_as_none(built: BuildResult) -> None:
    mentions = polybius.datasets.load(built.path).mentions.collect()
    asked = mentions.filter(mentions["event_code"] == "020").row(0, named=True)
    assert (asked["operator_id"], asked["source_roles"], asked["attributed_to_code"]) == ("appeal;stop", None, None)
    promised = mentions.filter(mentions["event_code"] == "0333").row(0, named=True)
    assert (promised["target_roles"], promised["operator_id"], promised["date_text"]) == ("GOV;MIL", None, None)


def test_pipeline_spans_and_digests_fit_the_text(tmp_path: Path) -> None:
    path = write_story(tmp_path / "a.txt", 1, "3 May 2019")
    build_dataset([path], tmp_path / "set", coder=PlainCoder(), include_text=True)
    text = path.read_text(encoding="utf-8")
    for row in polybius.datasets.load(tmp_path / "set").mentions.collect().iter_rows(named=True):
        assert text[row["trigger_start"] : row["trigger_end"]] == row["trigger_text"]
        assert text[row["source_start"] : row["source_end"]] == row["source_text"]
        assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
        assert hashlib.sha256(row["sentence"].encode()).hexdigest() == row["sentence_sha256"]


def test_pipeline_leaves_text_out_unless_asked(built: BuildResult) -> None:
    dataset = polybius.datasets.load(built.path)
    assert dataset.mentions.collect()["sentence"].null_count() == dataset.mentions.collect().height
    assert set(dataset.articles.collect()["title"]) == {None}
    assert set(dataset.unresolved.collect()["sample"]) == {None}


def test_pipeline_records_duplicates_once_coded(built: BuildResult) -> None:
    articles = polybius.datasets.load(built.path).articles.collect()
    group = articles.filter(articles["duplicate_group"].is_not_null())
    assert group["article_id"].n_unique() == 1
    assert sorted(group["status"]) == ["coded", "duplicate"]


def test_pipeline_sums_up_unresolved_names(built: BuildResult) -> None:
    rows = polybius.datasets.load(built.path).unresolved.collect().rows(named=True)
    assert [(row["name"], row["n_mentions"], row["n_articles"]) for row in rows] == [
        ("Atlantis", 135, 45),
        ("Mordor", 45, 45),
    ]


def test_pipeline_rows_are_valid_by_the_row_models(built: BuildResult) -> None:
    dataset = polybius.datasets.load(built.path)
    for name, model in TABLES.items():
        rows = dataset.table(name).collect().rows(named=True)
        assert rows
        for row in rows:
            model.model_validate(row)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_pipeline_same_bytes_for_any_number_of_workers(
    built: BuildResult, corpus: Path, tmp_path: Path, workers: int
) -> None:
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), workers=workers)
    assert snapshot(tmp_path / "set") == snapshot(built.path)


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_pipeline_same_bytes_in_another_process(built: BuildResult, corpus: Path, tmp_path: Path, seed: str) -> None:
    run_script(tmp_path, corpus, tmp_path / "set", environment={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
    assert snapshot(tmp_path / "set") == snapshot(built.path)


def test_pipeline_order_of_inputs_does_not_matter(built: BuildResult, corpus: Path, tmp_path: Path) -> None:
    files = sorted(corpus.glob("*.txt"), reverse=True)
    build_dataset([*files, corpus / "news"], tmp_path / "a", coder=PlainCoder())
    build_dataset([corpus / "news", *reversed(files)], tmp_path / "b", coder=PlainCoder())
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_pipeline_ids_do_not_depend_on_the_rest_of_the_corpus(built: BuildResult, corpus: Path, tmp_path: Path) -> None:
    build_dataset([corpus / "news" / "007.txt"], tmp_path / "set", coder=PlainCoder())
    one, many = polybius.datasets.load(tmp_path / "set"), polybius.datasets.load(built.path)
    for table, column in (("articles", "article_id"), ("mentions", "mention_id"), ("events", "event_id")):
        assert set(one.table(table).collect()[column]) <= set(many.table(table).collect()[column])


def test_pipeline_build_id_follows_lexicon_and_options(corpus: Path, tmp_path: Path, built: BuildResult) -> None:
    other = build_dataset([corpus], tmp_path / "a", coder=PlainCoder(lexicon=PlainLexicon("1" * 64)))
    texts = build_dataset([corpus], tmp_path / "b", coder=PlainCoder(), include_text=True)
    assert len({built.build_id, other.build_id, texts.build_id}) == 3


def test_pipeline_given_date_stands_for_all(corpus: Path, tmp_path: Path) -> None:
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), published=datetime.date(2001, 2, 3))
    articles = polybius.datasets.load(tmp_path / "set").articles.collect()
    assert set(articles.filter(articles["status"] == "coded")["published"]) == {datetime.date(2001, 2, 3)}


def test_pipeline_reports_progress(corpus: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, int]] = []
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), progress=lambda *step: seen.append(step))
    size = sum(path.stat().st_size for path in corpus.rglob("*.txt"))
    assert [articles for articles, _, _ in seen] == list(range(1, 51))
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert (seen[-1][1], {total for _, _, total in seen}) == (size, {size})


def test_pipeline_without_events_still_has_every_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing moved\n\n3 May 2019\n\nThe lake was calm.\n", encoding="utf-8")
    build_dataset([tmp_path / "a.txt"], tmp_path / "set", coder=PlainCoder())
    dataset = polybius.datasets.load(tmp_path / "set")
    assert [dataset.table(name).collect().height for name in TABLES] == [0, 0, 1, 0, 0]


def test_pipeline_nothing_readable_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00")
    with pytest.raises(DatasetError, match=r"a\.txt"):
        build_dataset([tmp_path / "in"], tmp_path / "set", coder=PlainCoder())
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_pipeline_replaces_a_dataset_only_with_force(corpus: Path, tmp_path: Path) -> None:
    build_dataset([corpus / "news" / "001.txt"], tmp_path / "set", coder=PlainCoder())
    with pytest.raises(DatasetError, match="--force"):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), force=True)
    assert polybius.datasets.load(tmp_path / "set").articles.collect().height == 50
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_pipeline_never_replaces_what_is_no_dataset(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DatasetError, match="no Polybius dataset"):
        build_dataset([corpus], tmp_path / "precious", coder=PlainCoder(), force=True)
    assert (tmp_path / "precious" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_pipeline_refuses_no_workers(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="workers"):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), workers=0)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_pipeline_killed_build_leaves_the_old_dataset_and_goes_on(
    built: BuildResult, tmp_path: Path, corpus: Path, workers: int
) -> None:
    target, log = tmp_path / "set", tmp_path / "log"
    build_dataset([corpus / "news" / "001.txt"], target, coder=PlainCoder())
    old = snapshot(target)
    for n in range(120):
        write_story(tmp_path / "more" / f"{n:03}.txt", n, "3 May 2019")
    kill_when_lines(tmp_path, tmp_path / "more", target, log, lines=90, workers=workers)
    assert snapshot(target) == old
    before = len(log.read_text().splitlines())
    assert before < 120
    run_script(tmp_path, tmp_path / "more", target, log=log, force=True)
    again = len(log.read_text().splitlines()) - before
    assert again < 120, "the second run should go on from the staging folder"
    build_dataset([tmp_path / "more"], tmp_path / "clean", coder=PlainCoder())
    assert snapshot(target) == snapshot(tmp_path / "clean")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.py", "clean", "log", "more", "set"]


def test_pipeline_killed_first_build_leaves_no_dataset(tmp_path: Path, corpus: Path) -> None:
    kill_when_lines(tmp_path, corpus, tmp_path / "set", tmp_path / "log", lines=10, workers=1)
    assert not (tmp_path / "set").exists()


def test_pipeline_dataset_left_aside_is_put_back(built: BuildResult, corpus: Path, tmp_path: Path) -> None:
    build_dataset([corpus / "news" / "001.txt"], tmp_path / "set", coder=PlainCoder())
    (tmp_path / "set").rename(tmp_path / ".set.replaced")
    with pytest.raises(DatasetError, match="--force"):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    assert polybius.datasets.load(tmp_path / "set").articles.collect().height == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_pipeline_interrupt_is_passed_on_and_keeps_what_was_done(corpus: Path, tmp_path: Path, workers: int) -> None:
    def interrupt(articles: int, done: int, total: int) -> None:
        if articles == 30:
            raise KeyboardInterrupt

    log = tmp_path / "log"
    with pytest.raises(KeyboardInterrupt):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), workers=workers, progress=interrupt)
    assert not (tmp_path / "set").exists()
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(log=str(log)))
    assert len(log.read_text().splitlines()) < 25
    assert polybius.datasets.load(tmp_path / "set").articles.collect().height == 50


def test_pipeline_stopped_before_the_rename_goes_on_without_coding_again(
    built: BuildResult, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", stop)
        with pytest.raises(KeyboardInterrupt):
            build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    assert not (tmp_path / "set").exists()
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(log=str(tmp_path / "log")))
    assert not (tmp_path / "log").exists()
    assert snapshot(tmp_path / "set") == snapshot(built.path)


def test_pipeline_names_leftovers_of_other_builds(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / ".set.staging-0123").mkdir()
    result = build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    assert result.leftovers == (tmp_path / ".set.staging-0123",)


def test_pipeline_worker_that_always_dies_is_an_error(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="worker process died"):
        build_dataset([corpus], tmp_path / "set", coder=DyingCoder(), workers=2)
    assert not (tmp_path / "set").exists()


def test_pipeline_article_that_kills_its_worker_costs_only_itself(corpus: Path, tmp_path: Path) -> None:
    build_dataset([corpus], tmp_path / "set", coder=DyingCoder(only="number 17 "), workers=2)
    articles = polybius.datasets.load(tmp_path / "set").articles.collect()
    assert articles.filter(articles["reason"] == "crashed")["input_name"].to_list() == ["news/017.txt"]
    assert articles["status"].to_list().count("coded") == 44


def test_pipeline_second_run_at_the_same_time_is_refused(corpus: Path, tmp_path: Path) -> None:
    messages: list[str] = []

    def build_again(articles: int, done: int, total: int) -> None:
        if articles == 1:
            with pytest.raises(DatasetError, match="other run") as error:
                build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
            messages.append(str(error.value))

    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), progress=build_again)
    assert len(messages) == 1
    assert polybius.datasets.load(tmp_path / "set").articles.collect().height == 50


def test_pipeline_target_that_cannot_be_written_is_an_error(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DatasetError, match="cannot be written"):
        build_dataset([corpus], tmp_path / "file" / "set", coder=PlainCoder())


def test_pipeline_input_changed_while_building_is_an_error(corpus: Path, tmp_path: Path) -> None:
    paths = [write_story(tmp_path / "in" / f"{n}.txt", n, "3 May 2019") for n in range(3)]

    def change(articles: int, done: int, total: int) -> None:
        if articles == 1:
            write_story(paths[2], 99, "4 May 2019")

    with pytest.raises(DatasetError, match=r"2\.txt: changed"):
        build_dataset([tmp_path / "in"], tmp_path / "set", coder=PlainCoder(), progress=change)
    assert not (tmp_path / "set").exists()


def test_pipeline_load_of_no_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"manifest\.json"):
        polybius.datasets.load(tmp_path)


def make_script(folder: Path, corpus: Path, out: Path, **options: object) -> list[str]:
    values = {"delay": 0.0, "log": None, "force": False, "workers": 1} | options
    log = values.pop("log")
    script = folder / "build.py"
    script.write_text(
        SCRIPT.format(here=str(HERE), corpus=str(corpus), out=str(out), log=str(log) if log else None, **values),
        encoding="utf-8",
    )
    return [sys.executable, str(script)]


def run_script(
    folder: Path, corpus: Path, out: Path, environment: dict[str, str] | None = None, **options: object
) -> None:
    command = make_script(folder, corpus, out, **options)
    subprocess.run(command, check=True, env={**os.environ, **(environment or {})}, timeout=120)


def kill_when_lines(folder: Path, corpus: Path, out: Path, log: Path, *, lines: int, workers: int) -> None:
    command = make_script(folder, corpus, out, delay=0.02, log=log, force=True, workers=workers)
    process = subprocess.Popen(command, process_group=0)
    for _ in range(12_000):  # a busy machine may take long to start a build
        if log.exists() and len(log.read_text().splitlines()) >= lines:
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def write_copies(folder: Path) -> Path:
    """Two agencies with one story, one of them with an end of its own; a third with another story of the same day."""
    prose = "Chile asked Peru. Norway promised Chad. " + " ".join(f"It was word {n} of the matter." for n in range(30))
    stories = {
        "a": ("AFP", prose),
        "b": ("Reuters", prose + " More was to follow."),
        "c": ("Kyodo", "Chile asked Peru."),
    }
    folder.mkdir()
    for name, (agency, text) in stories.items():
        story = f"Story\n\n3 May 2019\n\nLIMA ({agency}) - {text}\n"
        (folder / f"{name}.txt").write_text(story, encoding="utf-8")
    return folder


def test_pipeline_counts_near_duplicates_once_and_keeps_their_mentions(tmp_path: Path) -> None:
    result = build_dataset([write_copies(tmp_path / "in")], tmp_path / "set", coder=PlainCoder())
    dataset = polybius.datasets.load(result.path)
    assert result.counts["duplicates"] == {"groups": 1, "articles": 2}
    articles = {row["publisher"]: row for row in dataset.articles.collect().rows(named=True)}
    group = min(articles["AFP"]["article_id"], articles["Reuters"]["article_id"])
    assert articles["AFP"]["duplicate_group"] == articles["Reuters"]["duplicate_group"] == group
    assert sorted((articles["AFP"]["duplicate_similarity"], articles["Reuters"]["duplicate_similarity"]))[0] < 1
    assert articles["Kyodo"]["duplicate_group"] is None
    events = {row["event_code"]: row for row in dataset.events.collect().rows(named=True)}
    assert [events["020"][f"n_{what}"] for what in ("mentions", "articles", "publishers")] == [3, 2, 3]
    assert [events["0333"][f"n_{what}"] for what in ("mentions", "articles", "publishers")] == [2, 1, 2]


def test_pipeline_without_duplicates_counts_every_article(tmp_path: Path) -> None:
    result = build_dataset([write_copies(tmp_path / "in")], tmp_path / "set", coder=PlainCoder(), duplicates=False)
    dataset = polybius.datasets.load(result.path)
    assert dataset.articles.collect()["duplicate_group"].is_null().all()
    assert sorted(dataset.events.collect()["n_articles"]) == [2, 3]


@pytest.mark.parametrize(("merge_by", "n_events"), [("day", 2), ("story", 3), ("mention", 5)])
def test_pipeline_merges_by_day_story_or_mention(tmp_path: Path, merge_by: str, n_events: int) -> None:
    copies = write_copies(tmp_path / "in")
    build_dataset([copies], tmp_path / "set", coder=PlainCoder(), merge_by=MergeBy(merge_by))
    dataset = polybius.datasets.load(tmp_path / "set")
    events, mentions = dataset.events.collect(), dataset.mentions.collect()
    assert dataset.manifest["configuration"]["merge_by"] == merge_by
    assert events["event_id"].n_unique() == events.height == n_events
    assert set(events["event_id"]) == set(mentions["event_id"])
    assert events["n_mentions"].sum() == mentions.height == 5
