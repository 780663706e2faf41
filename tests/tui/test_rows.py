"""How one line of a list is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content

from index.model import FacetCount, Hit, PassageKind, Span
from tui.state import place_of
from tui.widgets.rows import draw_copy, draw_facet, draw_hit

HIT = Hit(
    rank=1,
    score=1.0,
    kind=PassageKind.DIRECT,
    article="a" * 16,
    path=Path("/a.txt"),
    title="The harbour closes",
    source="Pell Courier",
    date=dt.date(2022, 6, 21),
    paragraph=1,
    spans=(Span(0, 9),),
    text="Not a one",
    matches=(),
    speaker="Orla Quint",
)


def second(hit: Hit, width: int) -> str:
    return draw_hit(())(hit, width)[1].plain


def test_a_result_says_how_many_more_places_have_its_words() -> None:
    assert "more" not in second(HIT, 60)
    line = second(replace(HIT, more=1203), 60)
    assert line.startswith("  Orla Quint · Pell Courier")
    assert line.endswith("  +1,203 more")
    assert len(line) == 60


@pytest.mark.parametrize("width", [12, 20, 33, 59])
def test_a_long_attribution_makes_room_for_it(width: int) -> None:
    line = second(replace(HIT, more=3, source="A Very Long Name of a Paper " * 4), width)
    assert line.endswith("  +3 more")
    assert len(line) == width


def test_copies_are_listed_in_columns() -> None:
    plain = replace(HIT, source="Pell", date=dt.date(2022, 6, 1), title="[Shut]")
    lines = [draw_copy([HIT, plain])(hit, 60)[0].plain for hit in (HIT, plain)]
    assert lines == [
        "Pell Courier  21 Jun 2022  The harbour closes",
        "Pell           1 Jun 2022  [Shut]",
    ]


def test_copies_have_no_column_for_what_none_of_them_has() -> None:
    bare = replace(HIT, source=None, date=None)
    assert draw_copy([bare])(bare, 60)[0].plain == "The harbour closes"


LONG = replace(
    HIT,
    kind=PassageKind.PARAGRAPH,
    speaker=None,
    text="The herring fleet stayed in port for a week while the price of ice doubled and doubled.",
    matches=(Span(4, 11),),
)


def test_a_paragraph_under_its_headline_has_its_words_on_both_lines() -> None:
    first, second = draw_hit((), under_heading=True)(LONG, 60)
    assert first.plain == "¶ The herring fleet stayed in port for a week while the"
    assert second.plain == "  price of ice doubled and doubled."
    assert [first.plain[span.start : span.end] for span in first.spans[1:]] == ["herring"]
    marked = draw_hit([place_of(LONG)], under_heading=True)(LONG, 60)
    assert marked[1].plain == "◆ price of ice doubled and doubled."


def test_what_there_is_to_say_of_a_paragraph_keeps_its_line() -> None:
    assert draw_hit(())(LONG, 60)[1].plain == "  Pell Courier · 21 Jun 2022"
    copied = draw_hit((), under_heading=True)(replace(LONG, more=2), 60)[1].plain
    assert copied.endswith("+2 more")


def test_a_short_paragraph_under_its_headline_leaves_the_second_line_empty() -> None:
    short = replace(LONG, text="Ice.", matches=())
    assert [line.plain for line in draw_hit((), True)(short, 60)] == ["¶ Ice.", "  "]


def numbers(name: str, width: int, number: int = 1, totals: tuple[int, ...] = (1204, 340)) -> str:
    return draw_facet("actor", (), totals)(FacetCount(number, name, 12), width)[0].plain


@pytest.mark.parametrize("name", ["Orla Quint", "港務局" * 9, "קול ישראל", "e\u0301" * 50])
def test_a_name_has_its_count_and_its_total_in_columns(name: str) -> None:
    line = Content(numbers(name, 40))
    assert line.cell_length == 40
    assert line.plain.endswith(" 12 /   340")
    assert Content(numbers(name, 40, number=0)).plain.endswith(" 12 / 1,204")


def test_without_room_for_a_name_no_line_has_a_total() -> None:
    assert numbers("Orla Quint", 24) == "Orla Quint            12"
    assert "/" not in numbers("Orla Quint", 40, totals=())


def test_a_count_never_stands_beside_a_smaller_total() -> None:
    assert numbers("Orla Quint", 40, totals=(1204, 11)).rstrip().endswith(" 12")


@pytest.mark.parametrize("number", [-1, 7])
def test_who_has_no_total_keeps_the_column(number: int) -> None:
    assert numbers("My own topic", 40, number=number) == "My own topic                  12        "
