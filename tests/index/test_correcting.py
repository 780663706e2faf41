"""What the user corrects is in the index at once, outlives it, and can be taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from index import correcting
from index.corpus import Corpus
from index.correcting import InLine
from index.corrections.file import NotChanged
from index.corrections.model import (
    Correction,
    NamedTopic,
    NoQuote,
    OneActor,
    Outcome,
    QuotePlace,
    Renamed,
    SpokenBy,
    TwoActors,
    Undone,
    called,
)
from index.extraction.actor_rules import Called
from index.home import Busy, exclusive
from index.model import Actor, ActorKind, Hit, Progress
from index.pace import Pace

STRIKE = """The harbour closes

By Ada Fenn

“We will not load another crate,” said Orla Quint, a crane driver. “Not one of them will be moved.”

“Nobody has asked the harbour office,” Quint said.
"""
BREAD = """Bread doubles in price

By Ada Fenn

The baker Milo Tarn said flour was “dearer than silver” this week. “We sell less each day,” he said.
"""
TIDE = """The tide was high

By Ada Fenn

“It came up to the cellar door,” said Orla Quint-Harrow, who lives by the quay.
"""


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - 3600 * 1_000_000_000
    os.utime(path, ns=(then, then))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "strike.txt", STRIKE)
    write(folder / "bread.txt", BREAD)
    write(folder / "tide.txt", TIDE)
    return folder


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    corpus = Corpus.open([folder])
    corpus.refresh()
    return corpus


def hit_with(corpus: Corpus, words: str) -> Hit:
    (hit,) = [hit for hit in corpus.search("kind:quote") if words in hit.text]
    return hit


def place_of(corpus: Corpus, words: str) -> QuotePlace:
    hit = hit_with(corpus, words)
    article, extraction = corpus.article(hit.article)
    (quote,) = [each for each in extraction.quotes if each.spans == hit.spans]
    return QuotePlace.of(article, quote)


def spoken(corpus: Corpus) -> dict[str, str | None]:
    """Return who says what, of everything that a search finds."""
    return {hit.text: hit.speaker for hit in corpus.search("kind:quote")}


def state(corpus: Corpus) -> object:
    """Return what there is to see of a corpus, but for the numbers that actors have in it."""
    actors = {(a.name, a.kind, frozenset(a.aliases), a.passages, a.quotes) for a in corpus.actors}
    return spoken(corpus), actors


def actor(corpus: Corpus, name: str) -> Actor:
    (found,) = [each for each in corpus.actors if each.name == name]
    return found


# -- quotes --------------------------------------------------------------------------------------


def test_a_corrected_quote_is_found_filtered_and_counted_by_its_speaker(corpus: Corpus) -> None:
    before = actor(corpus, "Milo Tarn").quotes
    correction = SpokenBy(place_of(corpus, "sell less"), "Ivo Lund")
    assert corpus.correct(correction) is Outcome.APPLIED
    results = corpus.search('by:"Ivo Lund"')
    assert [(hit.text, hit.speaker, hit.confidence) for hit in results] == [
        ("We sell less each day,", "Ivo Lund", 1.0)
    ]
    assert [(count.label, count.count) for count in results.speakers] == [("Ivo Lund", 1)]
    assert "Ivo Lund" in [count.label for count in corpus.search("sell").actors]
    assert "We sell less each day," not in [hit.text for hit in corpus.search('by:"Milo Tarn"')]
    assert (actor(corpus, "Ivo Lund").quotes, actor(corpus, "Milo Tarn").quotes) == (1, before - 1)


def test_a_correction_outlives_the_index(corpus: Corpus) -> None:
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund"))
    corrected = state(corpus)
    corpus.refresh(rebuild=True)
    corpus.reload()
    assert state(corpus) == corrected
    corpus.forget()
    corpus.refresh()
    corpus.reload()
    assert state(corpus) == corrected


def test_undo_restores_what_was(corpus: Corpus) -> None:
    before = state(corpus)
    corrections: list[Correction] = [
        SpokenBy(place_of(corpus, "sell less"), "Ivo Lund", ActorKind.PERSON),
        NoQuote(place_of(corpus, "dearer")),
        OneActor(Called("Milo Tarn"), Called("Orla Quint-Harrow")),
        TwoActors(Called("Orla Quint"), Called("Quint")),
        Renamed(Called("Milo Tarn"), "Emil Tarn"),
    ]
    states = [before]
    for correction in corrections:
        assert corpus.correct(correction) is Outcome.APPLIED
        states.append(state(corpus))
        assert states[-1] != states[-2]
    for correction in reversed(corrections):
        states.pop()
        assert corpus.undo() == Undone(correction, Outcome.APPLIED)
        assert state(corpus) == states[-1]
    assert corpus.undo() is None


def test_another_run_takes_back_what_was_corrected_last(corpus: Corpus) -> None:
    before = state(corpus)
    correction = Renamed(Called("Milo Tarn"), "Emil Tarn")
    corpus.correct(correction)
    again = Corpus.open(corpus.roots)
    assert again.undo() == Undone(correction, Outcome.APPLIED)
    corpus.reload()
    assert state(corpus) == before


def test_what_was_taken_back_last_is_made_again(corpus: Corpus) -> None:
    first = SpokenBy(place_of(corpus, "sell less"), "Ivo Lund", ActorKind.PERSON)
    last = NoQuote(place_of(corpus, "dearer"))
    corpus.correct(first)
    corpus.correct(last)
    corpus.withdraw(first)
    assert corpus.undo() == Undone(first, Outcome.APPLIED, restored=True)
    assert hit_with(corpus, "sell less").speaker == "Ivo Lund"
    assert corpus.undo() == Undone(last, Outcome.APPLIED)


def test_undo_passes_over_what_another_took_back(corpus: Corpus) -> None:
    first = Renamed(Called("Milo Tarn"), "Emil Tarn")
    last = Renamed(Called("Orla Quint-Harrow"), "Orla Harrow")
    corpus.correct(first)
    corpus.correct(last)
    Corpus.open(corpus.roots).withdraw(last)
    assert corpus.undo() == Undone(first, Outcome.APPLIED)


def test_an_undo_that_could_not_be_kept_can_be_tried_again(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Renamed(Called("Milo Tarn"), "Emil Tarn")
    last = Renamed(Called("Orla Quint-Harrow"), "Orla Harrow")
    corpus.correct(first)
    corpus.correct(last)
    corpus.withdraw(first)

    def busy(_: object) -> None:
        raise Busy

    with monkeypatch.context() as patch:
        patch.setattr(corpus.corrections_file, "add", busy)
        with pytest.raises(Busy):
            corpus.undo()
    assert corpus.undo() == Undone(first, Outcome.APPLIED, restored=True)


def test_what_is_no_quote_is_a_paragraph_still(corpus: Corpus) -> None:
    corpus.correct(NoQuote(place_of(corpus, "dearer than silver")))
    assert [hit.kind for hit in corpus.search("dearer silver")] == ["paragraph"]


def test_a_moved_file_and_a_copy_of_it_are_corrected_too(corpus: Corpus, folder: Path) -> None:
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund"))
    (folder / "bread.txt").rename(folder / "loaf.txt")
    write(folder / "copy.txt", BREAD)
    corpus.refresh()
    corpus.reload()
    results = corpus.search('by:"Ivo Lund"')
    assert [hit.more for hit in results] == [1]


def test_a_correction_of_an_article_that_changed_is_kept_and_told(
    corpus: Corpus, folder: Path
) -> None:
    correction = SpokenBy(place_of(corpus, "sell less"), "Ivo Lund", ActorKind.PERSON)
    corpus.correct(correction)
    assert corpus.unfitting() == []
    write(folder / "bread.txt", BREAD.replace("this week", "this month"))
    corpus.refresh()
    corpus.reload()
    assert not corpus.search('by:"Ivo Lund"')
    assert corpus.corrections.corrections.items == (correction,)
    assert corpus.unfitting() == [correction]


def test_what_fits_nothing_is_told_at_once(corpus: Corpus) -> None:
    place = place_of(corpus, "sell less")
    elsewhere = QuotePlace(place.article, ((place.spans[0]._replace(start=0, end=4)),), "other")
    assert corpus.correct(NoQuote(elsewhere)) is Outcome.FITS_NOTHING
    assert corpus.correct(Renamed(Called("Nobody Here"), "A")) is Outcome.FITS_NOTHING
    assert len(corpus.unfitting()) == 2


def test_a_speaker_is_of_the_kind_that_the_corpus_knows(corpus: Corpus, folder: Path) -> None:
    write(folder / "union.txt", "By Ada Fenn\n\nThe Dockers Union said that “the crates stay”.\n")
    corpus.refresh()
    corpus.reload()
    assert actor(corpus, "Dockers Union").kind is ActorKind.ORGANISATION
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Dockers Union"))
    assert actor(corpus, "Dockers Union").quotes == 2


# -- actors --------------------------------------------------------------------------------------


def test_two_actors_are_made_one_and_two_again(corpus: Corpus) -> None:
    one, other = actor(corpus, "Milo Tarn"), actor(corpus, "Orla Quint-Harrow")
    corpus.correct(OneActor(called(one), called(other)))
    (both,) = [each for each in corpus.actors if other.name in (each.name, *each.aliases)]
    assert both.quotes == one.quotes + other.quotes
    assert len(corpus.search(f'by:"{one.name}"')) == len(corpus.search(f'by:"{other.name}"')) == 3
    corpus.correct(TwoActors(called(one), called(other)))
    assert actor(corpus, other.name).quotes == other.quotes


def test_two_names_of_one_actor_are_parted_in_articles_and_over_them(corpus: Corpus) -> None:
    assert actor(corpus, "Orla Quint").quotes == 2
    corpus.correct(TwoActors(Called("Orla Quint"), Called("Quint")))
    assert actor(corpus, "Orla Quint").quotes == 1
    assert actor(corpus, "Quint").quotes == 1
    assert [hit.text for hit in corpus.search('by:"Quint"')][:1] == [
        "Nobody has asked the harbour office,"
    ]
    corpus.refresh(rebuild=True)
    corpus.reload()
    assert actor(corpus, "Quint").quotes == 1


def test_a_renamed_actor_is_found_by_both_names(corpus: Corpus) -> None:
    corpus.correct(Renamed(called(actor(corpus, "Milo Tarn")), "Emil Tarn"))
    corpus.correct(Renamed(called(actor(corpus, "Emil Tarn")), "E. Tarn"))
    renamed = actor(corpus, "E. Tarn")
    assert {"Milo Tarn", "Emil Tarn"} <= set(renamed.aliases)
    assert {hit.speaker for hit in corpus.search('by:"E. Tarn"')} == {"E. Tarn"}
    found = [hit.text for hit in corpus.search('by:"E. Tarn"')]
    assert found == [hit.text for hit in corpus.search('by:"Milo Tarn"')] != []


# -- the file, and others who write it ------------------------------------------------------------


def test_what_was_changed_by_hand_is_noticed_at_the_next_start(corpus: Corpus) -> None:
    before = state(corpus)
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund"))
    corpus.correct(SpokenBy(place_of(corpus, "another crate"), "Ivo Lund"))
    path = corpus.corrections_file.path
    path.write_text(path.read_text().replace("Ivo Lund", "Cora Pell", 1))
    report = corpus.refresh()
    corpus.reload()
    assert (report.corrected, report.unchanged) == (1, 3)
    assert hit_with(corpus, "sell less").speaker == "Cora Pell"
    assert hit_with(corpus, "another crate").speaker == "Ivo Lund"
    path.unlink()
    assert corpus.refresh().corrected == 2
    corpus.reload()
    assert state(corpus) == before
    assert corpus.refresh().corrected == 0


def test_a_mistake_in_the_file_is_told_and_the_rest_counts(corpus: Corpus) -> None:
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund"))
    path = corpus.corrections_file.path
    mistaken = "[[rename]]\nactor = Milo\n\n"
    path.write_text(mistaken + path.read_text().replace("Ivo Lund", "Cora Pell"))
    report = corpus.refresh()
    corpus.reload()
    assert [(each.path, each.reason) for each in report.skipped] == [
        (path, "line 2: Invalid value")
    ]
    assert hit_with(corpus, "sell less").speaker == "Cora Pell"
    corpus.undo()
    assert path.read_text().startswith(mistaken)


def test_topics_of_the_users_own_are_known_at_once(corpus: Corpus) -> None:
    crates = NamedTopic("Crates", "crate OR moved")
    assert corpus.correct(crates) is Outcome.APPLIED
    assert [hit.text for hit in corpus.search("topic:Crates")] == [
        hit.text for hit in corpus.search("crate OR moved")
    ]
    assert [each.label for each in corpus.topics if each.own] == ["Crates"]
    assert corpus.warm_up()
    with pytest.raises(NotChanged, match="there is a topic crates already"):
        corpus.correct(NamedTopic("crates", "tide"))
    corpus.correct(Renamed(Called("Milo Tarn"), "Emil"))
    corpus.withdraw(crates)
    assert not [each for each in corpus.topics if each.own]


def test_a_file_that_cannot_be_read_leaves_the_index_as_it_is(corpus: Corpus) -> None:
    corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund"))
    path = corpus.corrections_file.path
    path.unlink()
    path.mkdir()
    report = corpus.refresh(rebuild=True)
    corpus.reload()
    assert [(each.path, each.reason) for each in report.skipped] == [
        (path, "Is a directory; corrections are as before")
    ]
    assert hit_with(corpus, "sell less").speaker == "Ivo Lund"


def test_a_refresh_that_was_stopped_is_made_good_by_the_next(corpus: Corpus) -> None:
    before = state(corpus)
    path = corpus.corrections_file.path
    place = place_of(corpus, "sell less")
    with exclusive(corpus.directory / "lock"):
        assert corpus.correct(SpokenBy(place, "Ivo Lund")) is Outcome.LATER
    stops = iter([False, True])
    assert not corpus.refresh(cancelled=lambda: next(stops, True)).complete
    path.unlink()
    corpus.refresh()
    corpus.reload()
    assert state(corpus) == before


def test_a_correction_made_while_another_process_indexes_is_taken_up_by_that(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.home.PATIENCE_SECONDS", 0.0)
    place = place_of(corpus, "sell less")
    other = Corpus.open(corpus.roots)
    outcomes: list[Outcome] = []

    def correct_once(progress: Progress) -> None:
        if not outcomes:
            outcomes.append(other.correct(SpokenBy(place, "Ivo Lund")))

    report = corpus.refresh(progress=correct_once)
    corpus.reload()
    assert outcomes == [Outcome.LATER]
    assert report.corrected == 1
    assert hit_with(corpus, "sell less").speaker == "Ivo Lund"


def test_corrections_made_while_files_are_read_are_taken_up_at_each_commit(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.home.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(Pace, "is_due", lambda *_: True)
    monkeypatch.setattr("index.refresh.REPORT_SECONDS", 0.0)
    one, two = place_of(corpus, "sell less"), place_of(corpus, "cellar door")
    other = Corpus.open(corpus.roots)
    looks: list[list[str | None]] = []

    def correct_and_look(progress: Progress) -> None:
        if not looks:
            other.correct(SpokenBy(one, "Ivo Lund"))
            other.correct(SpokenBy(two, "Ivo Lund"))
        corpus.reload()
        looks.append([hit.speaker for hit in corpus.search('by:"Ivo Lund"')])

    report = corpus.refresh(progress=correct_and_look, rebuild=True)
    corpus.reload()
    assert report.complete
    assert ["Ivo Lund"] * 2 in looks[:-1]
    assert len(corpus.search('by:"Ivo Lund"')) == 2


def test_a_quote_is_corrected_at_once_while_many_articles_wait(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correcting, "MANY", 1)
    write(corpus.roots[0] / "more.txt", STRIKE.replace("Not one", "None"))
    corpus.refresh()
    corpus.reload()
    assert corpus.correct(TwoActors(Called("Orla Quint"), Called("Quint"))) is Outcome.LATER
    assert corpus.correct(SpokenBy(place_of(corpus, "sell less"), "Ivo Lund")) is Outcome.APPLIED
    assert hit_with(corpus, "sell less").speaker == "Ivo Lund"
    assert corpus.refresh().corrected == 3
    corpus.reload()
    assert actor(corpus, "Quint").quotes == 2


@pytest.mark.parametrize("unplugged", [False, True])
def test_what_concerns_many_articles_takes_a_refresh(
    corpus: Corpus, folder: Path, unplugged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correcting, "MANY", 0)
    assert corpus.correct(TwoActors(Called("Orla Quint"), Called("Quint"))) is Outcome.LATER
    if unplugged:
        folder.rename(folder.with_name("elsewhere"))
    report = corpus.refresh()
    corpus.reload()
    assert (report.corrected, report.changed, report.articles) == (1, 0, 3)
    assert actor(corpus, "Quint").quotes == 1
    assert corpus.refresh().corrected == 0


def test_an_article_that_cannot_be_read_with_a_correction_stays_as_it_was(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(corpus)
    place = place_of(corpus, "sell less")

    def fail(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr("index.intake.corrected", fail)
        assert corpus.correct(SpokenBy(place, "Ivo Lund")) is Outcome.FAILED
    assert state(corpus) == before


def test_an_index_that_another_version_made_anew_is_not_corrected_by_this_one(
    corpus: Corpus,
) -> None:
    place = place_of(corpus, "sell less")
    record = corpus.directory / "corpus.json"
    record.write_text(record.read_text().replace('"pipeline": ', '"pipeline": 1'))
    assert corpus.correct(SpokenBy(place, "Ivo Lund")) is Outcome.LATER


def test_putting_right_many_articles_at_the_end_can_be_stopped_and_is_made_good(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.home.PATIENCE_SECONDS", 0.0)
    place = place_of(corpus, "sell less")
    finishing = InLine.finish

    def correct_and_stop(line: InLine, left: Collection[str], _: object) -> None:
        corpus.correct(SpokenBy(place, "Ivo Lund"))
        finishing(line, left, lambda: True)

    with monkeypatch.context() as patch:
        patch.setattr(InLine, "finish", correct_and_stop)
        corpus.refresh()
    corpus.reload()
    assert hit_with(corpus, "sell less").speaker == "Milo Tarn"
    corpus.refresh()
    corpus.reload()
    assert hit_with(corpus, "sell less").speaker == "Ivo Lund"


CORRECT = """
import sys
from index.corpus import Corpus
from index.corrections.model import Renamed
from index.extraction.actor_rules import Called
corpus = Corpus.open([sys.argv[1]])
for number in range(8):
    corpus.correct(Renamed(Called("Milo Tarn"), f"{sys.argv[2]} {number}"))
"""


def test_two_processes_lose_nothing_of_each_other(corpus: Corpus, folder: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    command = [sys.executable, "-c", CORRECT, str(folder)]
    both = [subprocess.Popen([*command, name], env=environment) for name in ("One", "Two")]
    assert [each.wait() for each in both] == [0, 0]
    names = [
        each.name for each in corpus.corrections.corrections.items if isinstance(each, Renamed)
    ]
    assert sorted(names) == [f"{name} {n}" for name in ("One", "Two") for n in range(8)]
    corpus.refresh()
    corpus.reload()
    assert actor(corpus, names[-1]).quotes == 2


def test_a_file_that_cannot_be_written_is_told_by_its_path(corpus: Corpus) -> None:
    before = state(corpus)
    folder = corpus.corrections_file.path.parent
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    with pytest.raises(OSError, match=str(folder)):
        corpus.correct(Renamed(Called("Milo Tarn"), "Emil"))
    assert state(corpus) == before


def test_a_full_disk_leaves_the_file_as_it_was(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.correct(Renamed(Called("Milo Tarn"), "Emil"))
    path = corpus.corrections_file.path
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.home.os.fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        corpus.correct(Renamed(Called("Emil"), "Milo"))
    assert caught.value.filename == str(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if each.suffix != ".lock"] == [path.name]


def test_a_linked_file_stays_a_link(corpus: Corpus, tmp_path: Path) -> None:
    path = corpus.corrections_file.path
    path.parent.mkdir(parents=True)
    (tmp_path / "mine.toml").write_text("# mine\n")
    path.symlink_to(tmp_path / "mine.toml")
    corpus.correct(Renamed(Called("Milo Tarn"), "Emil"))
    assert path.is_symlink()
    assert (tmp_path / "mine.toml").read_text().startswith("# mine\n\n[[rename]]\n")


def test_corrections_are_kept_before_there_is_an_index(folder: Path) -> None:
    corpus = Corpus.open([folder])
    assert corpus.correct(Renamed(Called("Milo Tarn"), "Emil Tarn")) is Outcome.LATER
    corpus.refresh()
    assert actor(corpus, "Emil Tarn").quotes == 2


def test_what_is_not_there_cannot_be_withdrawn(corpus: Corpus) -> None:
    with pytest.raises(NotChanged, match=r"\.toml: has no such correction"):
        corpus.withdraw(Renamed(Called("Milo Tarn"), "Emil"))


def test_a_file_that_another_holds_for_long_is_busy(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.home.PATIENCE_SECONDS", 0.0)
    path = corpus.corrections_file.path
    path.parent.mkdir(parents=True)
    with exclusive(path.with_suffix(".lock")), pytest.raises(Busy, match=str(path)):
        corpus.correct(Renamed(Called("Milo Tarn"), "Emil"))
