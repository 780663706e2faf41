"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.decoding import decode
from index.reading.errors import Unreadable

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1).filter(
    lambda text: sum(ord(char) < 32 or ord(char) == 127 for char in text) == 0
)


@given(TEXT)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")).text == text


@given(TEXT)
def test_utf16_with_a_mark_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")).text == text


@given(st.binary(), st.sampled_from([None, "utf-8", "latin1", "shift_jis", "gbk", "nonsense"]))
def test_any_bytes_are_clean_text_or_refused(data: bytes, declared: str | None) -> None:
    try:
        text = decode(data, declared).text
    except Unreadable:
        return
    assert text or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    assert "\0" not in text
    text.encode("utf-8")


def test_line_ends_are_kept() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


def test_windows_1252_is_read_with_a_note() -> None:
    decoded = decode("“It’s late,” she said – twice.".encode("cp1252"))
    assert decoded.text == "“It’s late,” she said – twice."
    assert decoded.notes == ("read as windows-1252",)


def test_bytes_that_windows_1252_leaves_undefined_do_not_stop_it() -> None:
    assert decode(b"caf\xe9 \x81 \x9d").text == "café \x81 \x9d"


def test_utf8_that_was_cut_within_a_character_stays_utf8() -> None:
    data = "“One.” “Two.” “Three.” “Four.”".encode()
    decoded = decode(data[:-1])
    assert decoded.text == "“One.” “Two.” “Three.” “Four.\ufffd"
    assert decoded.notes == ("1 character is not valid UTF-8",)


def test_lone_surrogates_do_not_survive() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00")
    assert decoded.text == "a\ufffdb"
    assert decoded.notes == ("1 character is not valid UTF-16-LE",)


@pytest.mark.parametrize(
    "data",
    [
        b"text\0text",
        codecs.BOM_UTF16_LE + b"a\x00\x00\x00",
        b"%PDF-1.7\n% harmless looking text",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(1, 32)) * 4,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="looks binary"):
        decode(data)


def test_empty_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="is empty"):
        decode(b"")


def test_a_few_control_characters_and_escapes_are_text() -> None:
    text = "\x1b[31mA red word.\x1b[0m And\x07 a bell in a line that is long enough for it."
    assert decode(text.encode()).text == text


def test_declared_encoding_is_honoured() -> None:
    assert decode("Паром стоит".encode("cp1251"), "windows-1251").text == "Паром стоит"
    assert decode("渡船".encode("shift_jis"), "Shift_JIS").text == "渡船"


def test_declared_latin1_means_windows_1252_as_in_browsers() -> None:
    decoded = decode("“Late”".encode("cp1252"), "ISO-8859-1")
    assert (decoded.text, decoded.notes) == ("“Late”", ())


def test_declaration_that_the_bytes_contradict_is_passed_over() -> None:
    assert decode("“Fähre”".encode(), "shift_jis").text == "“Fähre”"


@pytest.mark.parametrize("codec", ["unicode_escape", "punycode", "zlib", "utf-7", "idna", "no\0t"])
def test_declaration_cannot_choose_a_codec_that_interprets(codec: str) -> None:
    assert decode(b"plain \\u0041 text", codec).text == "plain \\u0041 text"
