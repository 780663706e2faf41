import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.marks import find_nested, find_regions
from index.model import Span

MARKS = st.text(alphabet="“”\"'‘’«»„`a b.\u0301é🙂", max_size=80)


def inners(text: str) -> list[str]:
    return [region.inner.of(text) for region in find_regions(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "She said “it holds” today",
        'She said "it holds" today',
        "She said ''it holds'' today",
        "She said ``it holds'' today",
        "She said «it holds» today",
        "She said „it holds“ today",
        "She said „it holds” today",
        "She said »it holds« today",
        "She said ‘it holds’ today",
        "She said 'it holds' today",
    ],
)
def test_marks_of_every_style_make_one_region(text: str) -> None:
    assert inners(text) == ["it holds"]


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ rights and the bosses’ fears",
        "It's the '90s, and 'tis said they don't",
        "Rock ’n’ roll isn’t dead in the ’60s clubs",
        "She's the dogs' friend and the cats' foe",
    ],
)
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert inners(text) == []


def test_single_marks_inside_double_ones_are_nested() -> None:
    text = "“He told me, ‘Leave it,’ and I didn’t,” she said."
    (outer,) = find_regions(text, Span(0, len(text)))
    assert [region.inner.of(text) for region in find_nested(text, outer)] == ["Leave it,"]


def test_marks_of_a_third_level_open_and_close_nothing() -> None:
    text = "‘I told her, “Go,” and she said, “I ‘went’,”’ the clerk said. ‘So she did.’"
    found = [region.inner.of(text) for region in find_regions(text, Span(0, len(text)))]
    assert found == ["I told her, “Go,” and she said, “I ‘went’,”", "So she did."]


def test_double_marks_inside_single_ones_are_nested() -> None:
    text = "‘He told me, “Leave it,” and went,’ she said."
    (outer,) = find_regions(text, Span(0, len(text)))
    assert outer.single
    assert [region.inner.of(text) for region in find_nested(text, outer)] == ["Leave it,"]


def test_curly_marks_inside_straight_ones_do_not_end_the_quote() -> None:
    assert inners('"They call it “the knot” here," he said.') == ["They call it “the knot” here,"]


def test_straight_marks_inside_curly_ones_do_not_end_the_quote() -> None:
    assert inners('“They call it "the knot" here,” he said.') == ['They call it "the knot" here,']


def test_curly_mark_closed_by_a_straight_one() -> None:
    assert inners('He found “no fault" in the bridge.') == ["no fault"]


def test_unclosed_mark_runs_to_the_end_of_its_paragraph() -> None:
    text = "“It holds. It has held for years."
    (region,) = find_regions(text, Span(0, len(text)))
    assert not region.closed
    assert region.inner == Span(1, len(text))


def test_mistyped_opening_mark_opens() -> None:
    assert inners("She said ”it holds” today") == ["it holds"]


def test_marks_with_nothing_between_are_no_region() -> None:
    assert inners("“” \"\" '' “ ” “...”") == []


@given(MARKS)
def test_regions_are_sorted_disjoint_and_inside(text: str) -> None:
    regions = find_regions(text, Span(0, len(text)))
    for region in regions:
        assert 0 <= region.outer.start <= region.inner.start < region.inner.end
        assert region.inner.end <= region.outer.end <= len(text)
        for nested in find_nested(text, region):
            assert region.inner.contains(nested.inner)
    for left, right in itertools.pairwise(regions):
        assert left.outer.end <= right.outer.start


def test_regions_respect_the_bounds_of_their_paragraph() -> None:
    text = "“one” “two” “three"
    assert [r.inner.of(text) for r in find_regions(text, Span(6, 11))] == ["two"]


def test_curly_quote_closed_by_a_straight_mark_ends_before_the_next_one() -> None:
    assert inners('“It holds," she said. "It always has.”') == ["It holds,", "It always has."]
    assert inners('“He called it a "leash," and left,” she said.') == [
        'He called it a "leash," and left,'
    ]


def test_nested_quote_ends_before_a_straight_closing_mark() -> None:
    text = "\"She said, 'It holds,'\" he told me."
    (region,) = find_regions(text, Span(0, len(text)))
    assert [inner.inner.of(text) for inner in find_nested(text, region)] == ["It holds,"]


def test_first_of_three_single_marks_closes_the_quote_inside() -> None:
    text = "''He would say, 'It holds,''' she said. ''It will.''"
    assert inners(text) == ["He would say, 'It holds,'", "It will."]
