"""Places: every thing keeps its spans, as offsets and as steps."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.postings.format.places import Places

offsets = st.integers(0, 10_000)
spans = st.tuples(offsets, offsets).map(lambda pair: Span(*sorted(pair)))


@given(st.lists(st.lists(spans, max_size=4), max_size=5))
def test_the_steps_of_each_thing_lead_through_its_spans(things: list[list[Span]]) -> None:
    places = Places.of(things)
    assert places.counts.tolist() == [len(thing) for thing in things]
    assert places.spans.tolist() == [list(span) for thing in things for span in thing]
    walked = [[*accumulate(steps)] for steps in places.steps()]
    assert walked == [[offset for span in thing for offset in span] for thing in things]


@given(st.lists(st.lists(spans, max_size=4), max_size=5), st.integers(0, 6))
def test_things_are_parted_with_their_spans(things: list[list[Span]], first: int) -> None:
    for part, own in zip(
        Places.of(things).parted(first), (things[:first], things[first:]), strict=True
    ):
        assert part.counts.tolist() == [len(thing) for thing in own]
        assert part.spans.tolist() == [list(span) for thing in own for span in thing]
