"""Paths to articles."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading import SUFFIXES, ReadingError, article_id, read
from index.reading.discovery import Found, discover
from index.reading.errors import Unreadable
from index.reading.registry import READERS, Reader, can_read

DATA = Path(__file__).parents[2] / "data" / "reading"


def test_article_has_the_file_s_hash_reader_and_text() -> None:
    path = DATA / "2031-03-14-ferry-strike.txt"
    article = read(path)
    assert article.path == path
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert article.text == path.read_text(encoding="utf-8")
    assert article.reader == "text/1"
    assert article.id == article_id(path)
    assert article.byline == "Ana Brandt"


@pytest.mark.parametrize("name", ["ferry-strike.md", "ferry-strike.html"])
def test_every_format_tells_the_same_story(name: str) -> None:
    article = read(DATA / name)
    assert article.title == "Ferries Stay in Port for a Third Week"
    assert article.byline == "Ana Brandt, Jo Lund"
    assert str(article.date) == "2031-03-14"
    assert article.source == "The Amsel Courier"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS allows only UTF-8 in file names")
def test_title_is_the_file_s_name_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"quay \xff\n.txt")
    path.write_text("“The quay is closed,” she said.")
    assert read(path).title == r"quay \xff\n"


def test_suffix_counts_without_case(tmp_path: Path) -> None:
    path = tmp_path / "A.TXT"
    path.write_text("text")
    assert read(path).reader == "text/1"
    assert can_read("a.Htm")
    assert not can_read("txt")
    assert {suffix.lower() for suffix in SUFFIXES} == SUFFIXES


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n", "has no text in it"),
        ("a.md", b"a\0b", "looks binary"),
        ("a.html", b"%PDF-1.4", "looks binary"),
        ("a.docx", b"text", "is not a format that onrecord reads"),
    ],
)
def test_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: {reason}"


@pytest.mark.parametrize("name", ["gone.txt", "nul\0.txt"])
def test_missing_file_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadingError, match="does not exist"):
        read(tmp_path / name)


def test_id_is_the_same_through_links_and_edits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    (tmp_path / "link.txt").symlink_to(path)
    before = article_id(path)
    path.write_text("two")
    assert article_id(path) == article_id(tmp_path / "link.txt") == before
    assert article_id(tmp_path / "x" / ".." / "a.txt") == before


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name))
def test_id_of_any_path_is_sixteen_hexadecimal_digits(name: bytes) -> None:
    found = article_id(Path(os.fsdecode(name)))
    assert len(found) == 16
    assert int(found, 16) >= 0


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(READERS))
def test_any_bytes_give_a_draft_or_a_reason(data: bytes, reader: Reader) -> None:
    try:
        draft = reader.parse(data, "a")
    except Unreadable:
        return
    assert draft.paragraphs


def test_discovered_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (found,) = discover([tmp_path])
    assert isinstance(found, Found)
    assert read(found.path).text == "text"


def test_reading_a_text_does_not_import_what_pages_need() -> None:
    script = (
        "import sys; from pathlib import Path; from index.reading import read; "
        f"read(Path({str(DATA / 'ferry-strike.md')!r})); "
        "print([name for name in ('lxml', 'trafilatura', 'whoosh') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
