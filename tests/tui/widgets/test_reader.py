from __future__ import annotations

import re
from pathlib import Path

from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from index.model import (
    ActorKind,
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    Quote,
    QuoteKind,
    Span,
)
from tui.widgets.reader import Reader

HEIGHT, WIDTH = 12, 60
FILLER = "The harbour office keeps a register of every vessel that passes the strait, by day."


def article_of(text: str) -> tuple[Article, Extraction]:
    """Return an article of one paragraph a line, with all that stands in marks as its quotes."""
    paragraphs = tuple(
        Paragraph(number, Span(*found.span()))
        for number, found in enumerate(re.finditer(r"[^\n]+", text))
    )
    quotes = tuple(
        Quote((Span(*found.span(1)),), QuoteKind.DIRECT, 0, 0, confidence=0.9)
        for found in re.finditer(r"“([^”]+)”", text)
    )
    names = {name: LocalActor(name, ActorKind.PERSON, (), spans(text, name)) for name in NAMES}
    article = Article("a", Path("a.txt"), text, "0", "text/1", "On record", paragraphs)
    return article, Extraction(quotes, tuple(names.values()), ())


NAMES = ("Vane", "Calder")


def spans(text: str, word: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in re.finditer(word, text))


def long_text(paragraphs: int = 200) -> str:
    said = [f"{FILLER} “Passage {n} is open,” said {NAMES[n % 2]}." for n in range(paragraphs)]
    return "\n\n".join(said)


class Demo(App[None]):
    CSS = f"Reader {{ height: {HEIGHT}; width: {WIDTH}; }}"

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader(placeholder="Choose a result to read it here.")
        self.told: list[int | None] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    @on(Reader.QuoteChanged)
    def keep(self, event: Reader.QuoteChanged) -> None:
        self.told.append(event.number)

    def shown(self) -> list[str]:
        return [self.reader.render_line(y).text.rstrip() for y in range(HEIGHT)]

    def row_of(self, words: str) -> int:
        return next(y for y, line in enumerate(self.shown()) if words in line)


async def open_at(pilot: Pilot[None], text: str, number: int | None = None) -> Extraction:
    app = pilot.app
    assert isinstance(app, Demo)
    article, extraction = article_of(text)
    focus = None
    if number is not None:
        focus = Span(extraction.quotes[number].start, extraction.quotes[number].end)
    app.reader.show(article, extraction, focus)
    await pilot.pause()
    return extraction


async def test_opens_at_the_beginning_below_title_and_origin() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, "First words.\n\n“Second,” said Vane.")
        assert [line.strip() for line in app.shown()[:6]] == [
            "a.txt",
            "On record",
            "",
            "First words.",
            "",
            "▌ “Second,” said Vane.",
        ]
        assert app.reader.current is None


async def test_opens_at_a_quote_a_third_down() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        assert app.reader.current == 100
        assert app.row_of("Passage 100") == HEIGHT // 3
        assert app.told == []


async def test_article_shown_before_the_widget_has_a_size_opens_at_its_quote() -> None:
    app = Demo()
    article, extraction = article_of(long_text())
    quote = extraction.quotes[100]
    app.reader.show(article, extraction, Span(quote.start, quote.end))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.row_of("Passage 100") == HEIGHT // 3


async def test_next_quote_moves_on_and_tells() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        assert app.reader.next_quote(1)
        await pilot.pause()
        assert app.row_of("Passage 101") == HEIGHT // 3
        assert app.reader.next_quote(-1)
        await pilot.pause()
        assert app.told == [101, 100]


async def test_next_quote_without_a_current_one_starts_from_the_view() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        extraction = await open_at(pilot, long_text())
        app.reader.restore(extraction.quotes[50].start + 1)
        await pilot.pause()
        app.reader.next_quote(-1)
        assert app.reader.current == 49


async def test_no_quote_beyond_the_last_and_the_first() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(3), 2)
        assert not app.reader.next_quote(1)
        app.reader.current = 0
        assert not app.reader.next_quote(-1)
        await open_at(pilot, "No words in marks.")
        assert not app.reader.next_quote(1)
        assert not app.reader.next_quote(-1)


async def test_scrolling_up_and_down_comes_back_to_the_same_lines() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        before = app.shown()
        for step in (1, -1):
            for _ in range(30):
                app.reader.half_page(step)
                await pilot.pause()
        assert app.shown() == before


async def test_scrolling_line_by_line_never_skips_or_repeats() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        for step in (-1, 1):
            for _ in range(80):
                before = app.shown()
                app.reader.move(step)
                after = app.shown()
                assert after[1:] == before[:-1] if step < 0 else after[:-1] == before[1:]


async def test_first_and_last_line() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        app.reader.last()
        await pilot.pause()
        assert app.shown()[-1].endswith("said Calder.")
        app.reader.first()
        await pilot.pause()
        assert app.shown()[0].strip() == "a.txt"


async def test_place_is_kept_when_left_and_when_the_width_changes() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        extraction = await open_at(pilot, long_text(), 100)
        app.reader.restore(extraction.quotes[150].start)
        await pilot.pause()
        place = app.reader.position
        assert "Passage 150" in app.shown()[0]
        app.reader.styles.width = 40
        await pilot.pause()
        text = article_of(long_text())[0].text
        assert text[app.reader.position : place + 1].strip() in app.shown()[0]
        app.reader.first()
        app.reader.restore(place)
        await pilot.pause()
        assert "Passage 150" in app.shown()[0] + app.shown()[1]


async def test_current_quote_stays_in_view_when_the_view_shrinks() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        app.reader.move(-3)
        await pilot.pause()
        app.reader.styles.height = 6
        await pilot.pause()
        assert any("Passage 100" in line for line in app.shown()[:6])


async def test_showing_the_same_article_again_only_moves() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)):
        article, extraction = article_of(long_text())
        app.reader.show(article, extraction)
        lines = app.reader.lines
        quote = extraction.quotes[20]
        app.reader.show(article, extraction, Span(quote.start, quote.end))
        assert app.reader.lines is lines
        assert app.reader.current == 20


async def test_clear_shows_the_placeholder() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        app.reader.clear()
        await pilot.pause()
        assert app.shown()[0].strip() == "Choose a result to read it here."
        assert (app.reader.article, app.reader.current, app.reader.position) == (None, None, 0)


async def test_click_on_a_quote_makes_it_the_current_one() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        row = app.row_of("Passage 101")
        column = app.shown()[row].index("Passage 101")
        await pilot.click(Reader, offset=(column + 2, row))
        await pilot.pause()
        assert app.told == [101]
        assert app.row_of("Passage 101") == row


async def test_actor_is_the_one_clicked_else_the_one_nearest_to_the_quote() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        text = "“It is open,” said Vane. Nobody asked Calder."
        await open_at(pilot, text, 0)
        assert app.reader.actor_under_cursor() == NAMES.index("Vane")
        row = app.row_of("Calder")
        await pilot.click(Reader, offset=(app.shown()[row].index("Calder") + 1, row))
        assert app.reader.actor_under_cursor() == NAMES.index("Calder")
        assert app.reader.offset_at_cursor() == text.index("Calder") + 1
        app.reader.current = None
        app.reader.current = 0
        assert app.reader.actor_under_cursor() == NAMES.index("Vane")


async def test_dragging_selects_the_articles_own_words() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, "One\ttwo 海峡 three.\n\n“Four,” said Vane.")
        first, second = app.row_of("three"), app.row_of("Four")
        start = app.shown()[first].index("two")
        await pilot.mouse_down(Reader, offset=(start, first))
        await pilot.hover(Reader, offset=(start + 3, second))
        await pilot.mouse_up(Reader, offset=(start + 3, second))
        await pilot.pause()
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("two 海峡 three.\n\n“Four")


async def test_selection_stays_on_its_words_when_the_view_moves() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, long_text(), 100)
        row = app.row_of("Passage 100")
        column = app.shown()[row].index("Passage")
        await pilot.click(Reader, offset=(column, row), times=2)
        before = app.screen.get_selected_text()
        app.reader.half_page(1)
        app.reader.styles.width = 45
        await pilot.pause()
        assert app.screen.get_selected_text() == before
        assert before == f"{FILLER} “Passage 100 is open,” said Vane."


async def test_another_place_in_the_article_draws_only_the_lines_that_differ() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        text = "“One,” said Vane.\n\nNobody asked.\n\n“Two,” said Calder.\n\nSilence fell."
        extraction = await open_at(pilot, text, 0)
        article = app.reader.article
        assert article is not None
        before = [app.reader.render_line(y) for y in range(HEIGHT)]
        two = extraction.quotes[1]
        match = Span(text.index("Silence"), text.index(" fell"))
        app.reader.show(article, extraction, Span(two.start, two.end), matches=[match])
        after = [app.reader.render_line(y) for y in range(HEIGHT)]
        changed = [y for y in range(HEIGHT) if before[y] is not after[y]]
        assert changed == [app.row_of(words) for words in ("One", "Two", "Silence")]


async def test_nothing_in_the_text_reaches_the_terminal_raw() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, "a\x1b[2Jb\x00 “fdp\u202etxt” [bold]c[/bold]")
        line = app.shown()[app.row_of("[bold]")]
        assert line.strip() == "▌ a␛[2Jb␀ “fdp⍰txt” [bold]c[/bold]"


async def test_lines_are_as_wide_as_the_view_with_any_characters() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, "海峡开放了" * 30 + " 👩\u200d👩\u200d👧 e\u0301 " * 20)
        widths = {app.reader.render_line(y).cell_length for y in range(HEIGHT)}
        assert widths == {WIDTH - 1}


async def test_empty_article_shows_its_header() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_at(pilot, "")
        app.reader.last()
        app.reader.page(1)
        app.reader.page(-1)
        assert [line.strip() for line in app.shown()[:2]] == ["a.txt", "On record"]


async def test_narrow_view_still_shows_text() -> None:
    app = Demo()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.styles.width = 3
        await open_at(pilot, "“It is open,” said Vane.", 0)
        assert any(line.strip() for line in app.shown())
