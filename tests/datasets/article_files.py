"""Invented articles in every format that a build reads, whole and broken. The plain coder finds mentions in them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DAY = "2021-03-04"


def story(n: int) -> tuple[str, str]:
    return f"Norway promised Chad {n} tents", f"Norway promised Chad tents in case {n}. Chile met Peru on the same day."


def text_file(n: int) -> bytes:
    return "\n\n".join((story(n)[0], "4 March 2021", story(n)[1])).encode()


def record(n: int, **more: Any) -> dict[str, Any]:
    title, text = story(n)
    return {"title": title, "text": text, "published": DAY, "publisher": "Wire", "url": f"https://w.example/{n}"} | more


def json_lines(numbers: Iterable[int]) -> bytes:
    return "".join(json.dumps(record(n)) + "\n" for n in numbers).encode()


def csv_file(numbers: Iterable[int]) -> bytes:
    rows = "".join(f'"{story(n)[0]}","{story(n)[1]}",{DAY}\n' for n in numbers)
    return f"headline,body,date\n{rows}".encode()


def parquet_file(numbers: Iterable[int]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([record(n) for n in numbers]), buffer)
    return buffer.getvalue()


def page(n: int, *, dated: bool = True) -> bytes:
    title, text = story(n)
    date = f'<meta property="article:published_time" content="{DAY}T23:30:00-05:00">' if dated else ""
    return (
        f'<!doctype html><html><head><title>{title} - Site</title><meta property="og:title" content="{title}">{date}'
        f'<meta property="og:site_name" content="Site"></head><body><nav><a href="/">Home</a></nav><article>'
        f"<h1>{title}</h1><p>{text}</p><p>The ministers said that talks would go on in the spring, and that they had not "
        "yet agreed on a place where all of them could meet for a longer time.</p></article></body></html>"
    ).encode()


def capture(n: int, *, dated: bool = True, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page(n, dated=dated)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://s.example/{n}\r\nWARC-Date: 2021-03-06T01:02:03Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc_file(numbers: Iterable[int]) -> bytes:
    return b"".join(gzip.compress(capture(n), mtime=0) for n in numbers)


def rss_file(numbers: Iterable[int]) -> bytes:
    items = "".join(
        f"<item><title>{story(n)[0]}</title><link>https://f.example/{n}</link>"
        "<pubDate>Thu, 04 Mar 2021 23:30:00 -0500</pubDate>"
        f"<description>&lt;p&gt;{story(n)[1]}&lt;/p&gt;&lt;script&gt;Chile asked Peru&lt;/script&gt;</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'.encode()


def atom_file(n: int) -> bytes:
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><title>{story(n)[0]}'
        f'</title><link href="https://f.example/{n}"/><updated>{DAY}T10:00:00Z</updated><id>x</id>'
        f'<content type="html">&lt;p&gt;{story(n)[1]}&lt;/p&gt;</content></entry></feed>'
    ).encode()


def zip_file(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def tar_file(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return buffer.getvalue()


def zstd(data: bytes) -> bytes:
    return pa.compress(data, "zstd", asbytes=True)


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "e"}">' for n in range(9))
BOMB_FEED = f"<?xml version='1.0'?><!DOCTYPE f [{ENTITIES}]><rss><channel><title>&e8;</title></channel></rss>".encode()


def write_mixed_folder(folder: Path) -> Path:
    """Every format, with duplicates and broken files among them."""
    lines = json_lines(range(20, 24))
    files = {
        "a.txt": text_file(1),
        "copy.txt": text_file(1),
        "lines.jsonl": lines[: lines.index(b"\n") + 1] + b'{"title": "broken\n[1]\n\n{"other": 1}\n' + json_lines([24]),
        "lines.jsonl.gz": gzip.compress(json_lines([20, 30]), mtime=0),
        "packed.jsonl.zst": zstd(json_lines([31, 32])),
        "array.json": json.dumps({"status": "ok", "articles": [record(40), record(41), 7]}).encode(),
        "table.csv": csv_file([50, 51]) + b"too,few\n" + csv_file([52]).partition(b"\n")[2],
        "table.tsv": b"title\ttext\tdate\n" + "\t".join((*story(53), DAY)).encode() + b"\n",
        "nothing.csv": b"a,b\n1,2\n3,4\n",
        "table.parquet": parquet_file([60, 61]),
        "page.html": page(70),
        "undated.html": page(71, dated=False),
        "web.warc.gz": warc_file([80, 81]),
        "feed.rss": rss_file([90, 91]),
        "feed.atom": atom_file(92),
        "bomb.xml": BOMB_FEED,
        "archive.zip": zip_file({"../../etc/x.txt": text_file(100), "in/y.jsonl": json_lines([101]), "z.zip": b"PK"}),
        "archive.tar": tar_file({"../x.txt": text_file(110), "y.csv.gz": gzip.compress(csv_file([111]), mtime=0)}),
        "cut.parquet": parquet_file([120])[:-20],
        "cut.jsonl.gz": gzip.compress(json_lines(range(1000, 1400)), mtime=0)[:-900],
        "cut.warc.gz": warc_file([130, 131])[:-300],
        "not.txt.gz": b"no gzip at all",
        "binary.txt": bytes(range(256)) * 20,
        "empty.txt": b"",
        "big.txt.gz": gzip.compress(b"word " * (4 << 20), mtime=0),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder
