"""Exports: the exact columns of each format, every value where its readers look for it, and files that are whole."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from made_dataset import DAY, make_article, make_event, make_mention, write_dataset, write_large_dataset

from polybius.datasets import load
from polybius.datasets.exports import FORMATS, ExportResult, export_dataset
from polybius.datasets.exports.actor_columns import cut_code
from polybius.datasets.exports.batches import read_batches
from polybius.schema.errors import ConfigurationError, DatasetError

# The columns as the documentation and the readers of each dataset list them.
GDELT_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
GDELT_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = {
    "gdelt": (
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
        + [f"Actor{n}{name}" for n in (1, 2) for name in GDELT_ACTOR]
        + "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources".split()
        + "NumArticles AvgTone".split()
        + [f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in GDELT_GEO]
        + ["DATEADDED", "SOURCEURL"]
    ),
    "phoenix": (
        "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute "
        "TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass "
        "GoldsteinScore Issues Lat Lon LocationName StateName CountryCode SentenceID URLs NewsSources"
    ).split(),
    "icews": (
        "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
        "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,"
        "Longitude"
    ).split(","),
    "polecat": (
        "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
        "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,"
        "Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,"
        "Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,"
        "Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
    ).split(","),
    "petrarch": "date source target code issues ids url story_source".split(),
}
WITH_HEADER = {"icews", "polecat"}
COUNTS = {"gdelt": 61, "phoenix": 26, "icews": 20, "polecat": 40, "petrarch": 8}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three events: one with all that a row can hold, one sided with an unknown name, one a bare statement."""
    full = make_event(
        "LBYMIL", "0232", "EGYGOV", place_name="Tobruk", place_kind="city", place_country="LBY", place_admin1="Butnan",
        place_geonames_id=81302, latitude=32.1, longitude=23.9, n_mentions=3, n_articles=2, n_publishers=2, n_killed=12,
        date_precision="month", source_name='Haftar\'s "army"\tof Libya',
    )  # fmt: skip
    sided = make_event(None, "190", "SYRMOS", DAY + datetime.timedelta(1), source_name="Harmattan Front")
    bare = make_event("IGOEUREEC", "010", "USA", DAY + datetime.timedelta(2), place_name="Mali", place_kind="country",
                      place_country="MLI")  # fmt: skip
    first = make_article("first", url="https://example.org/1", published=DAY + datetime.timedelta(3))
    earlier = make_article("earlier", url="https://example.org/0", publisher="Reuters")
    mentions = [
        make_mention(full, first, 2, issues="oil;water"),
        make_mention(full, first, 4, issues="water"),
        make_mention(full, earlier, 3, sentence="The text."),
        make_mention(sided, first),
        make_mention(bare, make_article("third")),
    ]
    folder = tmp_path_factory.mktemp("small") / "set"
    return write_dataset(folder, [full, sided, bare], mentions, [first, earlier, make_article("third", publisher=None)])


def export(folder: Path, to: str, out: Path, **options: Any) -> ExportResult:
    return export_dataset(load(folder), to, out, **options)


def read_rows(path: Path, to: str) -> list[dict[str, str]]:
    """The rows as a reader without quoting sees them, which must be as wide as the format says."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    if to in WITH_HEADER:
        assert lines.pop(0) == COLUMNS[to]
    assert {len(line) for line in lines} <= {COUNTS[to]}
    return [dict(zip(COLUMNS[to], line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def rows(small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("out")
    for to in COUNTS:
        export(small, to, folder / to)
    return {to: read_rows(folder / to, to) for to in COUNTS}


@pytest.mark.parametrize("to", COUNTS)
def test_exports_have_the_documented_columns(to: str) -> None:
    assert [column.name for column in FORMATS[to].columns] == COLUMNS[to]
    assert len(COLUMNS[to]) == COUNTS[to]


def test_exports_gdelt_values(rows: dict[str, list[dict[str, str]]]) -> None:
    row, sided, bare = rows["gdelt"]
    expected = {
        "SQLDATE": "20190530", "MonthYear": "201905", "Year": "2019", "FractionDate": "2019.4932",
        "Actor1Code": "LBYMIL", "Actor1Name": "HAFTAR'S 'ARMY' OF LIBYA", "Actor1CountryCode": "LBY",
        "Actor1Type1Code": "MIL", "Actor1KnownGroupCode": "", "Actor2CountryCode": "EGY", "Actor2Type1Code": "GOV",
        "IsRootEvent": "0", "EventCode": "0232", "EventBaseCode": "023", "EventRootCode": "02", "QuadClass": "1",
        "NumMentions": "3", "NumSources": "2", "NumArticles": "2", "AvgTone": "", "Actor1Geo_Type": "0",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Tobruk, Butnan, Libya", "ActionGeo_CountryCode": "LY",
        "ActionGeo_ADM1Code": "LY", "ActionGeo_Lat": "32.1", "ActionGeo_Long": "23.9", "DATEADDED": "20190530000000",
        "SOURCEURL": "https://example.org/0",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (sided["Actor1Code"], sided["Actor1Name"], sided["Actor2Religion1Code"]) == ("", "HARMATTAN FRONT", "MOS")
    assert (sided["IsRootEvent"], sided["ActionGeo_Type"], sided["ActionGeo_FullName"]) == ("1", "0", "")
    assert (bare["Actor1CountryCode"], bare["Actor1KnownGroupCode"], bare["Actor1Type1Code"]) == ("EUR", "EEC", "IGO")
    assert (bare["ActionGeo_Type"], bare["ActionGeo_FullName"]) == ("1", "Mali")


def test_exports_gdelt_ids_are_those_of_the_events(small: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    ids = load(small).events.collect()["event_id"]
    assert [int(row["GLOBALEVENTID"]) for row in rows["gdelt"]] == [int(event[:13], 16) for event in ids]
    assert all(int(row["GLOBALEVENTID"]) < 2**53 for row in rows["gdelt"]), "programs that read numbers as doubles"


def test_exports_phoenix_values(small: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    row, sided, bare = rows["phoenix"]
    expected = {
        "EventID": "1", "Date": "20190530", "Year": "2019", "Month": "05", "Day": "30", "SourceActorFull": "LBYMIL",
        "SourceActorEntity": "LBY", "SourceActorRole": "MIL", "SourceActorAttribute": "", "EventCode": "0232",
        "EventRootCode": "02", "PentaClass": "0", "Issues": "oil,1;water,2", "Lat": "32.1", "Lon": "23.9",
        "LocationName": "Tobruk", "StateName": "Butnan", "CountryCode": "LBY",
        "URLs": "https://example.org/0;https://example.org/1", "NewsSources": "Reuters;AFP",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    mentions = load(small).mentions.filter(pl.col("event_code") == "0232").collect()
    assert set(row["SentenceID"].split(";")) == {
        f"{article}_{sentence}" for article, sentence in mentions.select("article_id", "sentence_index").iter_rows()
    }
    assert (sided["SourceActorFull"], sided["TargetActorRole"], sided["TargetActorAttribute"]) == ("", "", "MOS")
    assert (bare["SourceActorEntity"], bare["SourceActorRole"], bare["SourceActorAttribute"]) == ("IGO", "", "EUR;EEC")
    assert (bare["Issues"], bare["NewsSources"]) == ("", "")


def test_exports_icews_values(rows: dict[str, list[dict[str, str]]]) -> None:
    row, sided, bare = rows["icews"]
    expected = {
        "Event ID": "1", "Event Date": "2019-05-30", "Source Name": "Haftar's 'army' of Libya",
        "Source Sectors": "armed forces", "Source Country": "Libya", "Event Text": "Appeal for military aid",
        "CAMEO Code": "0232", "Intensity": "3.4", "Target Country": "Egypt", "Story ID": "2", "Sentence Number": "4",
        "Publisher": "Reuters", "City": "Tobruk", "District": "", "Province": "Butnan", "Country": "Libya",
        "Latitude": "32.1", "Longitude": "23.9",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (sided["Source Country"], sided["Target Sectors"], sided["City"]) == ("", "Muslim", "")
    assert (bare["City"], bare["Province"], bare["Country"]) == ("", "", "Mali")


def test_exports_polecat_values_and_missing_is_none(rows: dict[str, list[dict[str, str]]]) -> None:
    row, sided = rows["polecat"]
    expected = {
        "Event Date": "2019-05-30", "Event Type": "REQUEST", "Event Mode": "assist", "Quad Code": "VERBAL CONFLICT",
        "Contexts": "military", "Actor Country": "LBY", "Actor COW": "620", "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL", "Actor Title": "None", "Recipient Country": "EGY", "Recipient COW": "651",
        "Placename": "Tobruk", "City": "Tobruk", "Province": "Butnan", "GeoNames ID": "81302", "Feature Type": "None",
        "Source": "Reuters", "Publication Date": "2019-05-30",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (sided["Actor Name"], sided["Actor Country"], sided["Placename"]) == ("Harmattan Front", "None", "None")
    assert "" not in row.values()


def test_exports_petrarch_values(rows: dict[str, list[dict[str, str]]]) -> None:
    row, sided, bare = rows["petrarch"]
    assert [row[name] for name in ("date", "source", "target", "code")] == ["20190530", "LBYMIL", "EGYGOV", "0232"]
    assert (row["issues"], row["url"]) == ("oil,1;water,2", "https://example.org/0;https://example.org/1")
    assert (sided["source"], sided["target"]) == ("---", "SYRMOS")
    assert bare["story_source"] == "NULL"


def test_exports_plover_json_values(small: Path, tmp_path: Path) -> None:
    result = export(small, "plover-json", tmp_path / "out.jsonl")
    record, sided = (json.loads(line) for line in result.path.read_text(encoding="utf-8").splitlines())
    assert record["actor"] == [
        {
            "code": "LBY", "sector": ["MIL"], "entity_text": 'Haftar\'s "army"\tof Libya',
            "identifier_text": 'Haftar\'s "army"\tof Libya', "cameo": "LBYMIL",
        }
    ]  # fmt: skip
    assert (record["event"], record["mode"], record["context"]) == (["REQUEST"], ["assist"], ["military"])
    assert (record["date"], record["quad_code"], record["cameo"]) == ("2019-05-30", 3, "0232")
    assert (record["size"], record["text"], record["date_precision"]) == ({"dead": 12}, "The text.", "month")
    assert record["event_loc"] == {
        "geonameid": 81302, "lat": 32.1, "lon": 23.9, "city": "Tobruk", "province": "Butnan", "country": "Libya",
        "country_code": "LBY", "entity_text": "Tobruk",
    }  # fmt: skip
    assert record["cite_info"]["url"] == ["https://example.org/0", "https://example.org/1"]
    assert (sided["recipient"][0]["cameo"], "event_loc" in sided, "size" in sided) == ("SYRMOS", False, False)
    assert (result.n_written, result.left_out) == (2, {"without a PLOVER type": 1})


def test_exports_csv_reads_back_as_the_events_table(tmp_path: Path) -> None:
    dataset = load(write_large_dataset(tmp_path / "set", 200))
    export_dataset(dataset, "csv", tmp_path / "out.csv")
    events = dataset.events.collect()
    assert pl.read_csv(tmp_path / "out.csv", schema=events.schema).equals(events)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["event_code"] for row in rows] == events["event_code"].to_list()


def test_exports_batches_meet_every_event_once_with_its_mentions(tmp_path: Path) -> None:
    dataset = load(write_large_dataset(tmp_path / "set", 300))
    whole = pl.concat(read_batches(dataset))
    cut = pl.concat(read_batches(dataset, rows=37))
    assert cut.equals(whole)
    assert whole["event_id"].to_list() == dataset.events.collect()["event_id"].to_list()
    assert whole["event_number"].to_list() == list(range(1, whole.height + 1))
    places = dataset.mentions.select("event_id", "article_id", "sentence_index").unique().collect()
    assert whole["sentence_ids"].list.len().sum() == places.height


def test_exports_keep_undated_events_only_where_a_date_may_be_missing(tmp_path: Path) -> None:
    undated = make_event("FRA", "042", "NER", event_date=None, date_precision=None)
    folder = write_dataset(tmp_path / "set", [undated], [make_mention(undated, make_article("a"))], [make_article("a")])
    written = {to: export(folder, to, tmp_path / to).n_written for to in FORMATS}
    assert written == {"gdelt": 0, "phoenix": 0, "icews": 1, "polecat": 1, "petrarch": 0, "plover-json": 0, "csv": 1}
    assert read_rows(tmp_path / "polecat", "polecat")[0]["Event Date"] == "None"


@pytest.mark.parametrize("to", FORMATS)
def test_exports_of_an_empty_dataset_have_no_rows(to: str, tmp_path: Path) -> None:
    result = export(write_dataset(tmp_path / "set"), to, tmp_path / "out")
    assert (result.n_written, result.path.read_bytes()) == (0, FORMATS[to].header)


def test_exports_compress_by_the_name_and_always_the_same(small: Path, tmp_path: Path) -> None:
    plain = export(small, "gdelt", tmp_path / "a.export.CSV").path.read_bytes()
    zipped = export(small, "gdelt", tmp_path / "a.export.CSV.zip").path
    with zipfile.ZipFile(zipped) as archive:
        assert archive.namelist() == ["a.export.CSV"]
        assert archive.read("a.export.CSV") == plain
    assert gzip.decompress(export(small, "gdelt", tmp_path / "a.gz").path.read_bytes()) == plain
    (tmp_path / "again").mkdir()
    assert export(small, "gdelt", tmp_path / "again" / "a.export.CSV.zip").path.read_bytes() == zipped.read_bytes()


def test_exports_into_a_folder_take_the_customary_name(small: Path, tmp_path: Path) -> None:
    assert export(small, "gdelt", tmp_path).path == tmp_path / "set.export.CSV.zip"
    assert export(small, "icews", tmp_path).path == tmp_path / "set.events.tab"


def test_exports_keep_what_is_there(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.txt"
    out.write_text("precious", encoding="utf-8")
    with pytest.raises(DatasetError, match="already exists"):
        export(small, "phoenix", out)

    def fail(batch: pl.DataFrame, *rest: object) -> pl.DataFrame:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("polybius.datasets.exports.exporting._keep_fitting", fail)
    with pytest.raises(DatasetError, match=r"out\.txt: cannot be written \(No space left"):
        export(small, "phoenix", out, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert out.read_text(encoding="utf-8") == "precious"


def test_exports_unknown_format_is_named(small: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'gdlet', expected one of gdelt, phoenix"):
        export(small, "gdlet", tmp_path / "x")


def test_exports_texts_never_break_lines(tmp_path: Path) -> None:
    nasty = make_event("FRA", "042", "NER", source_name="a\tb\r\nc\u2028d\"e'", place_name="\x85x")
    folder = write_dataset(tmp_path / "set", [nasty], [make_mention(nasty, make_article("a"))], [make_article("a")])
    for to in ("gdelt", "icews", "polecat"):
        (row,) = read_rows(export(folder, to, tmp_path / to).path, to)
        assert "a b c d'e'" in {value.lower() for value in row.values()}
    text = export(folder, "csv", tmp_path / "csv").path.read_bytes().decode()
    assert next(csv.DictReader(io.StringIO(text, newline="")))["source_name"] == nasty["source_name"]


def test_exports_cut_codes_that_no_table_knows() -> None:
    assert cut_code("XXXABC")["groups"] == ["XXX", "ABC"]
    assert cut_code("LBYREBISL")["organisations"] == ["ISL"]
