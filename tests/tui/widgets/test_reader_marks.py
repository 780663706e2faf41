from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from tui.widgets.reader_marks import Run, SpanIndex, runs

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS), SPANS)
def test_overlapping_finds_what_a_look_at_all_spans_finds(spans: list[Span], place: Span) -> None:
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    wanted = [
        (span, number)
        for number, span in enumerate(spans)
        if span.end > span.start and span.overlaps(place)
    ]
    assert index.overlapping(place.start, place.end) == sorted(wanted)


def test_nearest_prefers_what_overlaps_then_the_fewer_characters_between() -> None:
    index = SpanIndex([(Span(0, 4), 1), (Span(10, 14), 2), (Span(30, 34), 3)])
    assert index.nearest(Span(12, 13)) == (Span(10, 14), 2)
    assert index.nearest(Span(5, 6)) == (Span(0, 4), 1)
    assert index.nearest(Span(8, 9)) == (Span(10, 14), 2)
    assert index.nearest(Span(50, 51)) == (Span(30, 34), 3)
    assert SpanIndex(()).nearest(Span(0, 1)) is None


def test_runs_are_cut_where_marks_begin_and_end() -> None:
    marks = [(Span(0, 12), "quote"), (Span(8, 20), "match")]
    assert runs(4, 16, marks) == [
        Run(4, 8, ("quote",)),
        Run(8, 12, ("quote", "match")),
        Run(12, 16, ("match",)),
    ]


@given(st.integers(0, 20), st.integers(1, 20), st.lists(st.tuples(SPANS, st.sampled_from("abc"))))
def test_runs_cover_the_line_and_carry_the_marks_on_it(
    start: int, length: int, marks: list[tuple[Span, str]]
) -> None:
    end = start + length
    found = runs(start, end, marks)
    assert [each.start for each in found] == [start, *(each.end for each in found[:-1])]
    assert found[-1].end == end
    for run in found:
        for offset in range(run.start, run.end):
            on_it = tuple(name for span, name in marks if span.start <= offset < span.end)
            assert run.names == on_it


def test_empty_line_has_no_runs() -> None:
    assert runs(5, 5, [(Span(0, 10), "quote")]) == []
