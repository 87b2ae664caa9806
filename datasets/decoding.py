"""Bytes or strings of a record to the text that all offsets refer to.

In come the bytes of one file, or a string of a record; out goes Unicode text, NFC, with LF line ends and no byte order mark. Anything that is no
plain text (archives, office files, PDF, web pages) raises `ArticleError`. It deliberately does not extract text from
markup: that is another input format, not a guess.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ..schema.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"{\\rtf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"PAR1",
)
_MARKUP = ("<!doctype html", "<html", "<?xml", "<rss", "<feed")
_LEGACY = ["cp1252", "latin_1"]
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"))
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_MAX_CONTROL_SHARE = 0.002


def decode_text(data: bytes, name: str) -> str:
    """Text of `data`; `name` is what messages call the file. Raises `ArticleError`: `empty`, `not_text`, `markup`."""
    if not data.strip():
        raise ArticleError("empty", f"{name}: the file is empty; expected the text of a news article")
    if data.startswith(_SIGNATURES):
        raise _not_text(name, "a binary file format")
    text = normalise_text(_decode_bytes(data, name))
    if not text.strip():
        raise ArticleError("empty", f"{name}: the file holds only blanks; expected the text of a news article")
    _check_text(text, name)
    return text


def clean_text(text: str, name: str) -> str:
    """`text` of a record as it is stored. Bytes that a reader could not decode are in it as surrogates, and read again.

    Raises `ArticleError`: `not_text`, `markup`; a text may be empty.
    """
    text = _mend_surrogates(text, name)
    if not text.isascii() or "\r" in text or _CONTROLS.search(text) is not None:
        text = normalise_text(text)
    text = text.strip()
    _check_text(text, name)
    return text


def _mend_surrogates(text: str, name: str) -> str:
    """Undecoded bytes are read as a legacy encoding; half characters, as JSON can hold them, become U+FFFD."""
    if text.isascii() or _SURROGATES.search(text) is None:
        return text
    try:
        return _decode_bytes(text.encode("utf-8", "surrogateescape"), name)
    except (UnicodeEncodeError, ArticleError):
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return _SURROGATES.sub("\ufffd", joined)


def normalise_text(text: str) -> str:
    """`text` in NFC, with LF line ends and without byte order marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).replace("\ufeff", "")
    return unicodedata.normalize("NFC", text)


def _decode_bytes(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_strictly(data, encoding, name)
    if b"\x00" in data:
        raise _not_text(name, "NUL bytes without a byte order mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, name)


def _decode_strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(name, f"bytes that break {error.encoding} at offset {error.start}") from error


def _decode_legacy(data: bytes, name: str) -> str:
    best = from_bytes(data, cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None:
        raise _not_text(name, "bytes that are neither UTF-8 nor Windows-1252")
    return str(best)


def _check_text(text: str, name: str) -> None:
    controls = len(_CONTROLS.findall(text))
    if controls > len(text) * _MAX_CONTROL_SHARE:
        raise _not_text(name, f"{controls} control characters")
    if text.lstrip()[:200].lower().startswith(_MARKUP):
        raise ArticleError(
            "markup",
            f"{name}: found HTML or XML, expected plain text; say that it is: --format html, or --column html=NAME",
        )


def _not_text(name: str, found: str) -> ArticleError:
    return ArticleError(
        "not_text",
        f"{name}: found {found}, expected plain text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text",
    )
