"""The file of corrections: what is written is read back, and nothing of the user's is lost."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.file import NotChanged, parse, text_of, with_added, without
from index.corrections.model import (
    Correction,
    Corrections,
    NamedTopic,
    NoQuote,
    OneActor,
    QuotePlace,
    Renamed,
    SpokenBy,
    TwoActors,
)
from index.extraction.actor_rules import Called
from index.model import ActorKind, Span

HASH = "9f" * 32

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = texts.filter(lambda text: bool(text.strip()))
kinds = st.none() | st.sampled_from(ActorKind)
spans = st.lists(st.integers(0, 10**7), min_size=2, max_size=8, unique=True).map(
    lambda places: tuple(
        Span(*pair) for pair in zip(sorted(places)[::2], sorted(places)[1::2], strict=False)
    )
)
places = st.builds(
    QuotePlace, st.binary(min_size=32, max_size=32).map(bytes.hex), spans, texts, texts
)
actors = st.builds(Called, names, kinds)
pairs = st.tuples(actors, actors).filter(lambda pair: pair[0].name != pair[1].name)
corrections: st.SearchStrategy[Correction] = st.one_of(
    st.builds(SpokenBy, places, names, kinds),
    st.builds(NoQuote, places),
    pairs.map(lambda pair: OneActor(*pair)),
    pairs.map(lambda pair: TwoActors(*pair)),
    st.builds(Renamed, actors, names),
    st.builds(NamedTopic, names, names),
)


def unlike(items: list[Correction]) -> bool:
    topics = [each.name.casefold() for each in items if isinstance(each, NamedTopic)]
    return len(set(topics)) == len(topics)


lists = st.lists(corrections, max_size=6).filter(unlike)


def in_order(items: tuple[Correction, ...]) -> tuple[list[Correction], list[Correction]]:
    """Topics stand together, so only the order of each sort is kept."""
    topics: list[Correction] = [each for each in items if isinstance(each, NamedTopic)]
    return topics, [each for each in items if each not in topics]


@given(lists)
def test_what_is_written_is_read_back_and_is_toml(items: list[Correction]) -> None:
    text = ""
    for item in items:
        text = with_added(text, item)
    parsed = parse(text)
    assert in_order(parsed.corrections.items) == in_order(tuple(items))
    assert not parsed.problems
    tomllib.loads(text)
    again = parse(text_of(parsed.corrections))
    assert in_order(again.corrections.items) == in_order(tuple(items))


@given(lists, st.data())
def test_taking_back_all_in_any_order_leaves_what_the_user_wrote(
    items: list[Correction], data: st.DataObject
) -> None:
    before = "# my own notes\n"
    text = before
    for item in items:
        text = with_added(text, item)
    for item in data.draw(st.permutations(items)):
        text = without(text, item)
    assert text == before


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in parsed.problems)
    assert all("\n" not in problem.text for problem in parsed.problems)


@given(corrections, st.text(alphabet='[]"=# \nab', max_size=60))
def test_what_stands_there_already_stays_to_the_letter(correction: Correction, text: str) -> None:
    try:
        added = with_added(text, correction)
    except NotChanged:
        return
    if text and not isinstance(correction, NamedTopic):
        assert added.startswith(text)
    assert correction in parse(added).corrections.items


BY_HAND = f"""\
# corrections of the harbour story
[[speaker]]     # from the press office
speaker = "Orla Quint"
article = "{HASH}"
spans = [
    [10, 20],
    [30, 44],
]

[[spekaer]]
speaker = "Nobody"

[topics]
Ferry = 'ferry AND strike'  # the long one
Broken = ferry
"Low tide" = "tide"

[[one_actor]]
actors = ["Quint", "Orla Quint"]
kinds = ["person", "parson"]

[[rename]]
actor = "Tarn"
name = "Milo Tarn"
note = "as he asked"
"""


def test_mistakes_cost_nobody_the_rest() -> None:
    parsed = parse(BY_HAND)
    assert parsed.corrections.items == (
        SpokenBy(QuotePlace(HASH, (Span(10, 20), Span(30, 44))), "Orla Quint"),
        NamedTopic("Ferry", "ferry AND strike"),
        NamedTopic("Low tide", "tide"),
        Renamed(Called("Tarn"), "Milo Tarn"),
    )
    assert [(problem.line, problem.text.split(":")[0]) for problem in parsed.problems] == [
        (10, "spekaer is not known here; passed over"),
        (15, "Invalid value"),
        (20, "kinds"),
        (25, "note is not known here; passed over"),
    ]


def test_what_is_written_by_hand_can_be_taken_out_alone() -> None:
    parsed = parse(BY_HAND)
    for item in parsed.corrections.items:
        cut = without(BY_HAND, item)
        assert parse(cut).corrections.items == tuple(
            each for each in parsed.corrections.items if each != item
        )
        assert "# corrections of the harbour story" in cut
        assert "[[spekaer]]" in cut
        assert len(BY_HAND.split("\n")) - len(cut.split("\n")) <= 9


@pytest.mark.parametrize(
    ("entry", "line", "problem"),
    [
        ("[[speaker]]\nspeaker = 'A'\nspans = [[1, 2]]", 1, "article is missing"),
        ("[[speaker]]\nspeaker = 4\nspans = [[1, 2]]\narticle = 'x'", 4, "article must be"),
        (f"[[not_quote]]\nspans = [[2, 1]]\narticle = '{HASH}'", 2, "spans must be"),
        (f"[[not_quote]]\nspans = [[1, 2]]\nwords = 5\narticle = '{HASH}'", 3, "words must be"),
        ("[[two_actors]]\nactors = ['A', 'A']", 2, "actors must have two different"),
        ("[[one_actor]]\nactors = ['A']", 2, "actors must be two names"),
        ("[[rename]]\n\nactor = ''\nname = 'A'", 3, "actor must be a text"),
        ("[topics]\n'A' = 4", 2, "A must be a text"),
        ("[topics]\n'A' = 'x'\n'A' = 'y'", 3, "there is a topic of this name"),
        ("topics = 4", 1, "topics is not known here"),
        ("\n\n[[speaker]]\nspeaker = 'A", 4, "Expected"),
        ("[topics]\n'A' = '\udcff'", 2, "A is not UTF-8"),
    ],
)
def test_a_mistake_is_told_with_its_line(entry: str, line: int, problem: str) -> None:
    parsed = parse(entry)
    assert parsed.problems[0].line == line
    assert parsed.problems[0].text.startswith(problem)


def test_a_topic_of_the_same_name_is_refused() -> None:
    text = with_added("", NamedTopic("Ferry", "ferry"))
    with pytest.raises(NotChanged, match="there is a topic FERRY already"):
        with_added(text, NamedTopic("FERRY", "boat"))


def test_what_cannot_be_read_back_is_refused() -> None:
    with pytest.raises(NotChanged, match="cannot keep this: name must be a text"):
        with_added("", Renamed(Called("Tarn"), "  "))
    with pytest.raises(NotChanged, match="not UTF-8"):
        with_added("", NamedTopic("Ferry \ud800", "boat"))


def test_of_two_that_are_equal_the_last_is_taken_back() -> None:
    rename, back = Renamed(Called("Tarn"), "Milo"), Renamed(Called("Tarn"), "Tarn")
    text = with_added(with_added(with_added("", rename), back), rename)
    assert parse(without(text, rename)).corrections.items == (rename, back)


def test_what_is_not_there_cannot_be_taken_back() -> None:
    with pytest.raises(NotChanged, match="no such correction"):
        without(BY_HAND, Renamed(Called("Quint"), "Orla"))


def test_an_entry_written_in_a_way_of_its_own_is_left_alone() -> None:
    text = "topics = {Ferry = 'ferry', Tide = 'tide'}\n"
    topic = NamedTopic("Ferry", "ferry")
    assert topic in parse(text).corrections.items
    with pytest.raises(NotChanged, match="take it out with an editor"):
        without(text, topic)


def test_later_rules_for_a_pair_replace_earlier_ones() -> None:
    a, b = Called("A"), Called("B")
    rules = Corrections((OneActor(a, b), TwoActors(b, a))).actor_rules
    assert (rules.one, rules.apart) == ((), ((b, a),))
