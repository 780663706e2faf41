"""``onrecord corrections`` prints what the user corrected, and says what of it fits nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.corrections.model import NamedTopic, Renamed
from index.extraction.actor_rules import Called
from tui.cli import main
from tui.exit_status import FOUND, NOTHING, TROUBLE

STRIKE = "By Ada Fenn\n\n“We will not load another crate,” said Orla Quint, a crane driver.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "strike.txt").write_text(STRIKE, encoding="utf-8")
    return Corpus.open([folder])


def corrections(corpus: Corpus, *options: str) -> int:
    return main(["corrections", "--corpus", str(corpus.roots[0]), *options])


def test_nothing_corrected_is_nothing_found(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corrections(corpus) == NOTHING
    assert capsys.readouterr() == ("", "")


def test_corrections_are_listed_with_what_fits_nothing(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.refresh()
    corpus.correct(Renamed(Called("Orla Quint"), "O. Quint"))
    corpus.correct(Renamed(Called("Ivo\x1b[2J Lund"), "Ivo"))
    corpus.correct(NamedTopic("Crates", "crate*"))
    assert corrections(corpus) == FOUND
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "Orla Quint is called O. Quint",
        "Ivo␛[2J Lund is called Ivo  (fits nothing)",
        "topic Crates: crate*",
    ]
    assert printed.err == "onrecord: 1 correction fits no article\n"
    assert corrections(corpus, "--json") == FOUND
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert records == [
        {"entry": "rename", "actor": "Orla Quint", "name": "O. Quint", "fits": True},
        {"entry": "rename", "actor": "Ivo\x1b[2J Lund", "name": "Ivo", "fits": False},
        {"entry": "topics", "name": "Crates", "query": "crate*", "fits": True},
    ]


def test_without_an_index_they_are_listed_all_the_same(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.correct(Renamed(Called("Nobody"), "Somebody"))
    assert corrections(corpus, "--json") == FOUND
    assert json.loads(capsys.readouterr().out)["fits"] is None
    assert not corpus.is_indexed()


def test_the_path_is_printed_alone(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert corrections(corpus, "--path") == FOUND
    assert capsys.readouterr().out == f"{corpus.corrections_file.path}\n"


def test_mistakes_are_told_with_their_line(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.correct(Renamed(Called("Nobody"), "Somebody"))
    path = corpus.corrections_file.path
    path.write_text("[[rename]]\nactor = 4\nname = 'A'\n" + path.read_text())
    assert corrections(corpus) == TROUBLE
    printed = capsys.readouterr()
    assert printed.out == "Nobody is called Somebody\n"
    assert printed.err == f"onrecord: {path}: line 2: actor must be a text in quotation marks\n"


def test_a_file_that_cannot_be_read_is_told_by_its_path(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    path = corpus.corrections_file.path
    path.mkdir(parents=True)
    assert corrections(corpus) == TROUBLE
    assert capsys.readouterr().err == f"onrecord: {path}: Is a directory\n"


def test_an_index_says_how_many_articles_it_put_right(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(corpus.roots[0])
    main(["index", root])
    assert "corrected" not in capsys.readouterr().out
    (entry,) = corpus.entries.values()
    path = corpus.corrections_file.path
    path.parent.mkdir()
    path.write_text(f"[[not_quote]]\narticle = '{entry.sha256}'\nspans = [[14, 45]]\n")
    main(["index", root])
    assert "1 unchanged, 1 corrected, 0 skipped" in capsys.readouterr().out
    assert main(["search", "kind:quote", "--corpus", root]) == NOTHING
