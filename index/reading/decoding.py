"""Bytes to text, without a guess that cannot be explained.

The evidence, strongest first:

    1. a byte order mark             UTF-8 or UTF-16, the mark dropped
    2. the encoding that a page declares, if it is a known one and the bytes fit it
    3. bytes that are valid UTF-8    UTF-8
    4. bytes that are nearly so      UTF-8, the bad bytes replaced by U+FFFD and counted in a note
    5. anything else                 windows-1252, with a note

Point 4 keeps an article readable that was cut in the middle of a character: read as windows-1252,
each of its curly marks would turn into three odd letters. Real windows-1252 text hardly ever holds
a valid UTF-8 sequence of several bytes, so the two do not get mixed up.

Statistical detectors are not used: they are slow on long files, differ between versions, and an
offset into a text is worth nothing if the text may come out differently next year.

Line ends are kept as they are. The result never holds a NUL or a lone surrogate. Linear time.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from index.reading.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_SIGNATURES = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xd8\xff", b"{\\rtf")
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_CONTROL_SHARE = 0.05
"""Above this share of control bytes (escape, which terminal logs hold, not counted) a file is
binary; random bytes have a share of 0.11, text of 0."""

_VALID_PER_BAD = 4
"""How many valid UTF-8 characters beyond ASCII must stand against each bad sequence."""

_CODECS = (
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-cyrillic mac-roman tis-620 "
    "gb18030 big5 big5hkscs cp949 cp932 euc_jp euc_kr shift_jis iso2022_jp"
)
_DECLARABLE = frozenset(_CODECS.split())
"""Codecs that a page may ask for. Python has others that decode text in quadratic time (punycode)
or interpret it (unicode_escape); a file must not be able to choose those."""

_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_WIDER |= {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What browsers really use where a page declares the narrower encoding."""

_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Where windows-1252 differs from latin-1. The five bytes that it leaves undefined stay the control
characters that they are in latin-1, as browsers have it, so that every byte has a character."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and what was odd about it, in plain words."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of ``data``. ``declared`` is the encoding that the file itself names, if any.

    Raises Unreadable for no bytes at all ("is empty") and for bytes that are no text ("looks
    binary").
    """
    if not data:
        raise Unreadable("is empty")
    decoded = _by_mark(data) or _by_declaration(data, declared) or _by_content(data)
    if "\0" in decoded.text:
        raise Unreadable("looks binary")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _leniently(data[len(mark) :], encoding)
    return None


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    encoding = _known(declared) if declared else None
    if encoding is None or encoding == "utf-8":
        return None
    _refuse_binary(data)
    if encoding == "cp1252":
        return Decoded(_windows_1252(data), "windows-1252")
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _known(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _DECLARABLE else None


def _by_content(data: bytes) -> Decoded:
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    lenient = _leniently(data, "utf-8")
    bad = lenient.text.count("�")
    beyond_ascii = len(re.findall(r"[^\x00-\x7f]", lenient.text)) - bad
    if beyond_ascii >= _VALID_PER_BAD * bad:
        return lenient
    return Decoded(_windows_1252(data), "windows-1252", ("read as windows-1252",))


def _leniently(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    bad = text.count("�")
    note = (
        f"{bad:,} {'character is' if bad == 1 else 'characters are'} not valid {encoding.upper()}"
    )
    return Decoded(text, encoding, (note,))


def _windows_1252(data: bytes) -> str:
    return data.decode("latin-1").translate(_WINDOWS_1252)


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if (
        b"\0" in data
        or data.startswith(_BINARY_SIGNATURES)
        or controls > len(data) * _CONTROL_SHARE
    ):
        raise Unreadable("looks binary")
