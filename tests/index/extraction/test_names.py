"""Names in a run: people with roles, organisations with owners, places, laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.capitals import Run, find_runs, words_of
from index.extraction.lexicons import load_all
from index.extraction.names import Name
from index.extraction.run_names import names_in_run, names_in_words


def names(text: str) -> list[Name]:
    return [name for run in find_runs(text, 0, len(text)) for name in names_in_run(run)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(name.form, name.kind.value if name.kind else "unknown") for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so Vice-Premier Liu Bing left", [("Liu Bing", "person")]),
        ("so US Trade Representative Ana Reyes left", [("US", "place"), ("Ana Reyes", "person")]),
        ("so Secretary of State Lena Marsh left", [("Lena Marsh", "person")]),
        ("so Mrs. Okello left", [("Mrs. Okello", "person")]),
        ("so Martin Luther King left", [("Martin Luther King", "person")]),
        ("so April Odhiambo left in April", [("April Odhiambo", "person")]),
        ("so Zhou Xiaoming left", [("Zhou Xiaoming", "person")]),
        ("so Billionaire Ana Reyes left", [("Ana Reyes", "person")]),
        ("so Ana “Rosie” Reyes left", [("Ana Reyes", "person")]),
        ("so Miss Universe Ana Reyes left", [("Ana Reyes", "person")]),
    ],
)
def test_people(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        "National Rail Union",
        "Ministry of Trade and Industry",
        "Federation of Dock and Lighter Workers",
        "Strait Shippers' Association",
        "People’s Bank of China",
        "Corrie Institute for Maritime Studies",
        "Trade and Harbour Reform Commission",
        "Rail & Harbour Company",
    ],
)
def test_organisations(name: str) -> None:
    assert kinds(f"then the {name} met") == [(name, "organisation")]
    assert kinds(f"so Lena Okello of the {name} left")[1:] == [(name, "organisation")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "so Governor of the Bank of Corran Yi Gang left",
            [("Bank of Corran", "organisation"), ("Yi Gang", "person")],
        ),
        (
            "so the head of the Trade and Harbour Reform Commission Ning Jizhe left",
            [("Trade and Harbour Reform Commission", "organisation"), ("Ning Jizhe", "person")],
        ),
        ("in the Okello White House", [("Okello", "unknown"), ("White House", "organisation")]),
    ],
)
def test_organisation_beside_another_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("the Chinese Commerce Ministry met", "china"),
        ("at China’s Commerce Ministry", "china"),
        ("the Commerce Ministry of Japan met", "japan"),
        ("at Norland's Ministry of Trade", "norland"),
        ("at the Ministry of Trade of Norland", "norland"),
        ("the Commerce Ministry met", None),
        ("at Okello's Rail Union", None),
    ],
)
def test_owner_of_a_ministry(text: str, owner: str | None) -> None:
    ministry = names(text)[-1]
    assert ministry.owner == owner


def test_possessing_state_is_shown_in_the_form_but_not_in_the_span() -> None:
    text = "at Norland's Ministry of Trade today"
    state, ministry = names(text)
    assert state.form == "Norland"
    assert ministry.form == "Norland's Ministry of Trade"
    assert ministry.span.of(text) == "Ministry of Trade"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Costa Rica and Peru", [("Costa Rica", "place"), ("Peru", "place")]),
        ("in Bosnia and Herzegovina", [("Bosnia and Herzegovina", "place")]),
        ("over the Corran Strait", [("Corran Strait", "place")]),
        ("near Mount Orrin", [("Mount Orrin", "place")]),
        ("in the U.S. and New York", [("U.S.", "place"), ("New York", "place")]),
        ("under the Harbour Act now", [("Harbour Act", "other")]),
        ("by the Treaty of Lantern Rock", [("Treaty of Lantern Rock", "other")]),
    ],
)
def test_places_and_laws(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on Monday in May",
        "the Prime Minister and the Secretary of State",
        "many Republicans and Chinese",
        "the GDP of the CEO",
        "an Anti-Norland and Russian-Chinese mood",
        "Reportedly, nothing",
        "then He left",
        "Sen. (R-Corran)",
        "a" + "A" * 500,
        "A" * 500,
    ],
)
def test_no_names(text: str) -> None:
    assert [name.form for name in names(text) if not name.doubtful] == []


def test_tail_after_a_hyphen_is_no_part_of_the_name() -> None:
    assert [name.form for name in names("a Corran-based and Okello-style plan")] == [
        "Corran",
        "Okello",
    ]


def test_first_word_of_a_sentence_is_doubtful_alone() -> None:
    assert [name.doubtful for name in names("Harbours close. They saw Okello.")] == [True, False]


def test_couple_under_one_family_name_is_two_people() -> None:
    assert [name.form for name in names("then Mr. and Mrs. Harlan left")] == [
        "Mr. Harlan",
        "Mrs. Harlan",
    ]


def test_law_keeps_what_it_is_the_law_of() -> None:
    assert [name.form for name in names("by the Freedom of Harbour Act now")] == [
        "Freedom of Harbour Act"
    ]
    assert "Senator of the Harbour Act" not in [
        n.form for n in names("a Senator of the Harbour Act")
    ]


@given(
    st.sampled_from(sorted(load_all("groups", "honorifics", "roles", "cities", "territories")))
    | st.text("abcdeé", min_size=1, max_size=8),
    st.booleans(),
)
def test_plain_word_is_read_as_a_run_of_one_piece_is(word: str, opens: bool) -> None:
    run = word.capitalize()
    general = list(names_in_words(run, tuple(words_of(run)), opens))
    assert names_in_run(Run(run, 0, opens)) == general
