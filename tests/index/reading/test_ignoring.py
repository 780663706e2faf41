"""The lines of an ignore file."""

from __future__ import annotations

import pytest

from index.reading.ignoring import ignores, parse_patterns


@pytest.mark.parametrize(
    ("lines", "path", "is_folder", "expected"),
    [
        ("*.html", "a.html", False, True),
        ("*.html", "b/c/a.html", False, True),
        ("*.html", "a.txt", False, None),
        ("drafts/", "b/drafts", True, True),
        ("drafts/", "drafts", False, None),
        ("drafts", "drafts", False, True),
        ("/notes.txt", "notes.txt", False, True),
        ("/notes.txt", "b/notes.txt", False, None),
        ("b/notes.txt", "b/notes.txt", False, True),
        ("b/notes.txt", "a/b/notes.txt", False, None),
        ("2030/**/old-*", "2030/old-a.txt", False, True),
        ("2030/**/old-*", "2030/x/y/old-a.txt", False, True),
        ("2030/**/old-*", "2031/old-a.txt", False, None),
        ("b/*.txt", "b/c/a.txt", False, None),
        ("**/c/*.txt", "a/b/c/d.txt", False, True),
        ("*.txt\n!keep.txt", "keep.txt", False, False),
        ("!keep.txt\n*.txt", "keep.txt", False, True),
        ("# *.txt\n\n  ", "a.txt", False, None),
        (r"\#a.txt", "#a.txt", False, True),
        ("[ab].txt", "a.txt", False, True),
        ("?.txt", "ab.txt", False, None),
        ("/", "a.txt", False, None),
        ("!", "a.txt", False, None),
        ("*" * 50 + "b", "a" * 200, False, None),
    ],
)
def test_last_matching_line_decides(
    lines: str, path: str, is_folder: bool, expected: bool | None
) -> None:
    assert ignores(parse_patterns(lines), path.split("/"), is_folder) is expected
