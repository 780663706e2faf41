from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.color import Color
from textual.style import Style
from textual.widget import Widget

from tui.widgets.component_style import component_style

BELOW = Style(background=Color(100, 100, 100), foreground=Color(0, 0, 0), italic=True)


class Painted(Widget):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"full", "half", "bold", "auto"}
    DEFAULT_CSS = """
    Painted {
        & > .full { background: rgb(1, 2, 3); }
        & > .half { background: rgb(200, 200, 200) 50%; color: rgb(9, 9, 9); }
        & > .bold { text-style: bold; }
        & > .auto { color: auto; }
    }
    """


class Demo(App[None]):
    def compose(self) -> ComposeResult:
        yield Painted()


async def test_only_what_the_style_sheet_sets_is_laid_over() -> None:
    app = Demo()
    async with app.run_test():
        painted = app.query_one(Painted)
        full = BELOW + component_style(painted, "full")
        assert (full.background, full.foreground) == (Color(1, 2, 3), Color(0, 0, 0))
        half = BELOW + component_style(painted, "half")
        assert (half.background, half.foreground) == (Color(150, 150, 150), Color(9, 9, 9))
        bold = BELOW + component_style(painted, "bold")
        assert (bold.background, bold.bold, bold.italic) == (Color(100, 100, 100), True, True)


async def test_automatic_colour_stands_out_from_what_is_below() -> None:
    app = Demo()
    async with app.run_test():
        auto = component_style(app.query_one(Painted), "auto")
        light = (Style(background=Color(250, 250, 250)) + auto).rich_style.color
        dark = (Style(background=Color(5, 5, 5)) + auto).rich_style.color
        assert light is not None
        assert dark is not None
        assert light.get_truecolor() < dark.get_truecolor()
