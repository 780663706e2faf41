"""Sessions at a real terminal, written as a person would tell them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds import ARTICLES
from tests.terminal.conftest import PATIENCE_SECONDS, Terminal

pytestmark = pytest.mark.terminal

Opener = Callable[..., Terminal]


def test_reading_a_saved_article(terminal: Opener, shared: Path) -> None:
    """A misspelt name is found and read; a speaker is followed; the way back is remembered."""
    screen = terminal()
    screen.open(shared / "seeds")
    screen.wait("Search")
    screen.type("lihthizer")
    screen.wait("showing “lighthizer”")
    screen.wait("Robert Lighthizer")
    screen.press("Down")
    screen.press("Enter")
    screen.wait("made progress in a variety of areas")
    screen.press("/")
    screen.press("C-u")
    screen.type("nonnegotiable")
    screen.wait(lambda seen: "nonnegotiable.”" in seen and "Lu Kang" in seen)
    screen.press("Enter")
    screen.press("a")
    here = quote_number(screen.wait("by Lu Kang ×"))
    screen.press(">")
    screen.wait(lambda seen: quote_number(seen) > here)
    screen.press("C-o")
    screen.press("C-o")
    screen.wait(
        lambda seen: (
            "/ nonnegotiable" in seen and "by Lu Kang ×" not in seen and quote_number(seen) == here
        )
    )


def quote_number(screen: str) -> int:
    """Return the number of the quote that the reader's frame shows; 0 where it shows none."""
    match = re.search(r"quote (\d+) of \d+", screen)
    return int(match[1]) if match else 0


def test_a_persons_page_and_two_people_side_by_side(terminal: Opener) -> None:
    """Who is this, what did they say, what did the other one say: and back to the search."""
    screen = terminal()
    screen.open()
    screen.wait("1 Actors")
    screen.type("lamps")
    screen.wait(lambda seen: "/ lamps" in seen and "1 of " in seen)
    screen.press("Enter")
    screen.press("1")
    screen.press("Enter")
    screen.wait(lambda seen: "1 Said" in seen and "4 Quoted with" in seen and "most in" in seen)
    screen.press("j")
    screen.wait("2 of ")
    screen.press("Enter")
    screen.wait(lambda seen: quote_number(seen) > 0 and "4 Reader" in seen and "/ lamps" in seen)
    screen.press("C-o")
    screen.wait(lambda seen: "2 of " in seen and "2 Said about" in seen)
    screen.press("C")
    screen.wait("Compare ")
    screen.type("tallowy")
    screen.wait("Talloway")
    screen.press("Enter")
    screen.wait("on all topics")
    screen.press("Escape")
    screen.wait("4 Quoted with")
    screen.press("Escape")
    screen.wait(lambda seen: "/ lamps" in seen and "3 Results" in seen)


def test_the_bundled_corpus_opens_when_no_folder_is_named(terminal: Opener) -> None:
    screen = terminal()
    screen.open()
    seen = screen.wait(lambda text: bool(re.search(r"[1-9],\d{3} · ", text)))
    for pane in ("1 Actors", "2 Topics", "3 Results", "4 Reader"):
        assert pane in seen


def test_a_small_terminal_shows_results_and_reader(terminal: Opener) -> None:
    screen = terminal(80, 24)
    screen.open()
    seen = screen.wait("3 Results")
    assert "4 Reader" in seen
    assert "1 Actors" not in seen
    screen.press("Down")
    screen.press("1")
    screen.wait("1 Actors")


def test_a_terminal_that_is_too_small_says_what_it_needs(terminal: Opener) -> None:
    screen = terminal(50, 12)
    screen.open()
    screen.wait("60")
    screen.resize(100, 30)
    screen.wait("3 Results")


def test_the_session_is_there_again_next_time(terminal: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The wheel turns,” said Bruno Aske.\n")
    first = terminal()
    first.open(folder)
    first.wait("3 Results")
    first.type("wheel")
    first.wait("Bruno Aske")
    first.press("Down")
    first.press("q")
    first.wait("status 0")
    second = terminal()
    second.open()
    second.wait(lambda seen: "/ wheel" in seen and "Bruno Aske" in seen)


def test_what_changed_while_away_is_read_at_the_next_start(
    terminal: Opener, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The wheel turns,” said Bruno Aske.\n")
    first = terminal()
    first.open(folder)
    first.wait("Bruno Aske")
    first.press("C-q")
    first.wait("status 0")
    (folder / "oven.txt").write_text("The oven\n\n“The bread is late,” said Milo Tarn.\n")
    second = terminal()
    second.open(folder)
    second.wait("Milo Tarn")


def test_hostile_text_does_not_reach_the_terminal(terminal: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "The trap\n\n“Look \x1b]0;owned\x07 here \x1b[2J now,” said Bruno \u202eAske.\n"
    (folder / "trap.txt").write_text(text, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\0\0\0\0")
    (folder / "empty.txt").touch()
    screen = terminal()
    screen.open(folder)
    seen = screen.wait("now,”")
    assert "␛" in seen
    assert "1 Actors" in seen
    assert screen.title() != "owned"


def test_keys_typed_in_one_go_arrive_one_after_the_other(terminal: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The winter wheel turns,” said Bruno Aske.\n")
    screen = terminal()
    screen.open(folder)
    screen.wait("Bruno Aske")
    screen.press("Down", "/", "w", "i", "n", "t", "e", "r", "Enter", "j", "/", "w", "h")
    screen.wait(lambda seen: "/ wh " in seen and "Bruno Aske" in seen)


def test_a_folder_that_does_not_exist_is_one_line(terminal: Opener, tmp_path: Path) -> None:
    screen = terminal()
    screen.open(tmp_path / "nowhere")
    seen = screen.wait("status 3")
    assert "does not exist" in seen
    assert "Traceback" not in seen


def test_a_home_that_cannot_be_written_is_said_on_the_screen(
    terminal: Opener, tmp_path: Path, home: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The wheel turns,” said Bruno Aske.\n")
    home.write_text("a file is in the way")
    screen = terminal()
    screen.open(folder)
    seen = screen.wait(home.name)
    assert "Traceback" not in seen
    screen.press("C-q")
    screen.wait("status")


def test_marked_quotes_go_down_a_pipe_when_the_explorer_ends(terminal: Opener) -> None:
    """Two results are marked; the screen is drawn although standard output is a pipe."""
    screen = terminal(100, 30)
    screen.open(ARTICLES, "--print", into="sed s/^/took:/")
    screen.wait("1 of 1,")
    screen.press("Down")
    screen.press("B")
    screen.wait("Bookmarked")
    screen.press("j")
    screen.wait("2 of 1,")
    screen.press("B")
    screen.wait(lambda seen: seen.count("◆") == 2)
    screen.press("q")
    seen = screen.wait("status 0")
    assert seen.count("took:“") == 2
    assert "Farreach" in seen


def test_a_speaker_is_corrected_found_and_undone(terminal: Opener, tmp_path: Path) -> None:
    """The wrong name is put right from the results; a search finds it; undo brings it back."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The wheel turns,” said Bruno Aske.\n")
    screen = terminal(80, 24)
    screen.open(folder)
    screen.wait("Bruno Aske")
    screen.press("Down")
    screen.type("j")
    screen.wait("2 of 2")
    screen.type("w")
    screen.wait("This is by somebody else")
    screen.type("b")
    screen.wait("This is by")
    screen.type("Milo Tarn")
    screen.wait("a new name")
    screen.press("Enter")
    screen.wait("is by Milo Tarn · u undoes")
    screen.wait(lambda seen: "  Milo Tarn" in seen and "speaker set by you" in seen)
    screen.type("u")
    screen.wait(lambda seen: "Undone:" in seen and "speaker set by you" not in seen)
    screen.press("q")
    screen.wait("status 0")


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill\n\n“The wheel turns,” said Bruno Aske.\n")
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(
    terminal: Opener, mill: Path, home: Path, number: signal.Signals
) -> None:
    screen = terminal()
    screen.open(mill)
    screen.wait("Bruno Aske")
    screen.type("wheel")
    screen.wait("/ wheel")
    os.kill(screen.pid(), number)
    screen.wait("status 0")
    assert screen.is_restored()
    assert "wheel" in session_in(home)


def test_closing_the_window_ends_it_and_keeps_the_session(
    terminal: Opener, mill: Path, home: Path
) -> None:
    screen = terminal()
    screen.open(mill)
    screen.wait("Bruno Aske")
    screen.type("wheel")
    screen.wait("/ wheel")
    pid = screen.pid()
    screen.kill()
    until(lambda: state_of(pid) in ("", "Z"))
    assert "wheel" in session_in(home)


def test_who_was_stopped_from_outside_goes_on_and_quits(terminal: Opener, mill: Path) -> None:
    screen = terminal()
    screen.open(mill)
    screen.wait("Bruno Aske")
    pid = screen.pid()
    stops = (signal.SIGSTOP, signal.SIGTSTP, signal.SIGSTOP)
    for stop, text in zip(stops, ("w", "wh", "whe"), strict=True):
        os.kill(pid, stop)
        until(lambda: state_of(pid).startswith("T"))
        os.kill(pid, signal.SIGCONT)
        screen.wait("Bruno Aske")
        screen.type(text[-1])
        screen.wait(f"/ {text} ")
    screen.press("C-q")
    screen.wait("status 0")
    assert screen.is_restored()


def session_in(home: Path) -> str:
    """Return what the files of sessions hold."""
    return "".join(path.read_text() for path in (home / "sessions").glob("*.json"))


def until(met: Callable[[], bool]) -> None:
    """Wait until ``met`` holds; fail if it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def state_of(pid: int) -> str:
    """Return the state of a process as ``ps`` says it; nothing where there is none."""
    command = ["ps", "-o", "state=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
