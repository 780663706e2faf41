"""What --print writes: the marked passages, a citation a line, whatever has become of the index."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from index.model import Article, Extraction, Span
from tests.tui.fakes import FakeCorpus
from tui.bookmarks import Bookmark, bookmark_of
from tui.history import Place
from tui.marked_output import marked_lines
from tui.passages import passage_of_hit

if TYPE_CHECKING:
    from index.corpus import Corpus


def marked(words: str) -> Bookmark:
    return bookmark_of(passage_of_hit(FakeCorpus().search(words)[0]))


def test_marks_are_printed_in_their_order_with_citation_and_path() -> None:
    corpus = cast("Corpus", FakeCorpus())
    lines = list(marked_lines([marked("fishermen"), marked("Monday")], corpus))
    assert lines[0].startswith("“Nobody asked the fishermen,” — Ines Calder, “Strait stays open")
    assert lines[0].endswith("26 Apr 2031. /articles/strait.txt")
    assert lines[1].startswith("“The fleet sails on Monday,” — Orsolya Vane")


def test_a_note_stands_behind_its_citation() -> None:
    for corpus in (None, cast("Corpus", FakeCorpus())):
        noted = replace(marked("Monday"), note="ask the\tharbour office")
        (line,) = marked_lines([noted], corpus)
        citation, note = line.split("\t")
        assert (citation[:24], note) == ("“The fleet sails on Mond", "ask the harbour office")


def test_nothing_is_printed_that_a_terminal_would_obey() -> None:
    mark = Bookmark(Place("gone", Span(0, 9)), "Nobody\x1b[2J", note="ask\x1b]0;x\x07")
    (line,) = marked_lines([mark], None)
    assert not {"\x1b", "\x07"} & set(line)


def test_words_cut_in_the_mark_are_printed_in_full() -> None:
    cut = replace(marked("fishermen"), words="Nobody")
    (line,) = marked_lines([cut], cast("Corpus", FakeCorpus()))
    assert "“Nobody asked the fishermen,”" in line


def test_a_mark_whose_article_is_gone_is_printed_as_it_was_kept() -> None:
    gone = Bookmark(Place("gone", Span(0, 9)), "Nobody came", "Pell Oduya", source="The Lamp")
    (line,) = marked_lines([gone], cast("Corpus", FakeCorpus()))
    assert line.startswith("“Nobody came” — Pell Oduya")
    assert "The Lamp" in line


def test_a_note_is_printed_where_there_are_no_words_any_more() -> None:
    corpus = cast("Corpus", FakeCorpus())
    place = Place("gone", Span(0, 9))
    marks = [
        Bookmark(place, note="ask again"),
        Bookmark(place, title="The\x1b lamp", note="and here"),
        Bookmark(place),
    ]
    assert list(marked_lines(marks, corpus)) == ["gone\task again", "The␛ lamp\tand here"]


@pytest.mark.parametrize("corpus", [None, FakeCorpus(damaged=True)])
def test_without_an_index_the_kept_words_are_printed(corpus: FakeCorpus | None) -> None:
    (line,) = marked_lines([marked("fishermen")], cast("Corpus", corpus))
    assert "Nobody asked the fishermen" in line


def test_an_error_that_is_no_damage_is_not_hidden() -> None:
    class Broken(FakeCorpus):
        def article(self, article_id: str) -> tuple[Article, Extraction]:
            raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        list(marked_lines([marked("fishermen")], cast("Corpus", Broken())))


def test_without_a_terminal_the_explorer_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing of note\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", str(tmp_path), "--print"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("onrecord: /dev/tty: ")
    assert done.stderr.count("\n") == 1
