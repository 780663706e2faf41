"""ASCII mode: nothing on the screen but ASCII, apart from the letters of the articles."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.tui.driving import opened
from tests.tui.fakes import FakeCorpus
from tui.ascii import AsciiFilter, in_ascii
from tui.commands import COMMANDS
from tui.config import Config, put_in_force
from tui.history import Pane
from tui.key_signs import SHOWN, shown, spelt
from tui.keys import hints
from tui.themes import TERMINAL, theme_names


@pytest.fixture
def ascii_mode() -> None:
    put_in_force(Config(ascii=True))


def strange(screen: str) -> set[str]:
    """Return the characters beyond ASCII."""
    return {character for character in screen if not " " <= character <= "~" and character != "\n"}


# -- characters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("╭─╮│╰─╯┏━┓", "+-+|+-++=+"),
        ("“Nor shall we,” she said – ‘never’…", "\"Nor shall we,\" she said - 'never'~"),
        ("▌❝ ┊ ◆ ● · × ¶", '>" : * * - x #'),
        ("▁▂▃▄▅▆▇█", "_.,%+*##"),
        ("Zoë Ångström 李 €5 ½ ≤ naïve", "Zoë Ångström 李 €5 ½ ≤ naïve"),
        ("⍰ ␛ ☎ ⏰", "? ? ? ??"),
    ],
)
def test_symbols_become_ascii_and_letters_stay(text: str, plain: str) -> None:
    assert in_ascii(text) == plain


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=("C", "M")), max_size=40))
def test_a_line_keeps_its_width_and_its_letters(text: str) -> None:
    plain = in_ascii(text)
    assert cell_len(plain) == cell_len(text)
    kept = [c for c in text if unicodedata.category(c).startswith(("L", "N")) and c < "\u2190"]
    assert [c for c in kept if c not in plain] == []


def test_box_drawing_and_blocks_are_never_left() -> None:
    assert in_ascii("".join(map(chr, range(0x2500, 0x2600)))).isascii()


# -- keys ----------------------------------------------------------------------------------------


def test_keys_are_spelt_out(ascii_mode: None) -> None:
    assert shown("enter") == "Enter"
    assert shown("shift+tab") == "Shift+Tab"
    assert shown("alt+left") == "Alt+Left"
    assert shown("ctrl+d") == "^d"
    assert spelt("⏎ reads") == "Enter reads"
    assert all(shown(key).isascii() for command in COMMANDS for key in command.keys)
    assert all(keys.isascii() for pane in Pane for keys, _ in hints(pane))


def test_hints_fit_on_eighty_columns_in_ascii(ascii_mode: None) -> None:
    for pane in Pane:
        assert len("   ".join(f"{key} {label}" for key, label in hints(pane))) <= 76


def test_without_ascii_mode_keys_are_signs() -> None:
    assert {shown(key) for key in SHOWN} == set(SHOWN.values())
    assert spelt("⏎ reads") == "⏎ reads"


# -- the screen ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 10)])
async def test_the_explorer_keeps_to_ascii(
    home: Path, ascii_mode: None, size: tuple[int, int]
) -> None:
    async with opened(home, size=size) as person:
        for keys in ("", "down", "j", "B", "a", "4", "1", "z", "z", "?", "escape", ":", "escape"):
            await person.press(*filter(None, [keys]))
            assert strange(person.screen) == set()


@pytest.mark.parametrize("theme", [TERMINAL.name, *theme_names()[:1]])
async def test_results_frames_and_bars_are_ascii_in_any_theme(home: Path, theme: str) -> None:
    put_in_force(Config(ascii=True, theme=theme))
    async with opened(home) as person:
        await person.press("down", "j", "enter")
        assert strange(person.screen) == set()
        assert "3 Results" in person.screen
        assert '"We never closed the strait,"' in person.screen


def test_the_ends_of_a_scroll_bar_are_whole_cells() -> None:
    handle = Style(meta={"@mouse.down": "grab"})
    line = [Segment("▇", handle), Segment("▇", Style(bold=True)), Segment("▇")]
    plain = AsciiFilter().apply(line, Color(0, 0, 0))
    assert [segment.text for segment in plain] == [" ", "#", "#"]


async def test_nothing_found_is_said_in_ascii(home: Path, ascii_mode: None) -> None:
    async with opened(home) as person:
        await person.type("fll")
        assert strange(person.screen) == set()
        assert "Down and Enter search for it" in person.screen


async def test_an_empty_folder_is_read_in_ascii(home: Path, ascii_mode: None) -> None:
    corpus = FakeCorpus(names=(), indexed=False)
    async with opened(home, corpus, rested=False) as person:
        await person.until(lambda: "Reading your articles" in person.screen)
        assert strange(person.screen) == set()


async def test_what_is_copied_is_the_articles_own(
    home: Path, ascii_mode: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    async with opened(home) as person:
        await person.press("down", "Y")
        assert "“" in person.app.clipboard
