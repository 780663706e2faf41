import pytest

from index.extraction.introductions import Holders, head_and_modifiers, introductions
from index.model import Span


def named(text: str, *names: str) -> list[tuple[Span, int]]:
    found = []
    for number, name in enumerate(names):
        at = text.index(name)
        found.append((Span(at, at + len(name)), number))
    return found


@pytest.mark.parametrize(
    ("text", "head", "modifiers"),
    [
        ("The harbourmaster, Mara Oyelaran, rose.", "harbourmaster", set()),
        ("Harbourmaster Mara Oyelaran rose.", "harbourmaster", set()),
        ("Prime Minister Mara Oyelaran rose.", "minister", {"prime"}),
        ("Mara Oyelaran, the eel reeve of Orrin, rose.", "reeve", {"eel", "orrin"}),
        ("Mara Oyelaran, 56, warden of the guild, rose.", "warden", {"guild"}),
        ("Mara Oyelaran, who is the town clerk, rose.", "clerk", {"town"}),
        ("Mara Oyelaran is the keeper of the lamp.", "keeper", {"lamp"}),
        ("Its author is Mara Oyelaran, and it shows.", "author", set()),
        ("It was drafted by the town clerk, Mara Oyelaran.", "clerk", {"town"}),
        ("Counsel to the inquiry, Mara Oyelaran, rose.", "counsel", set()),
    ],
)
def test_role_that_stands_beside_a_name(text: str, head: str, modifiers: set[str]) -> None:
    ((name, actor),) = named(text, "Mara Oyelaran")
    found = list(introductions(text, name, actor))
    assert [(each.head, set(each.modifiers)) for each in found] == [(head, modifiers)]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Oyelaran, took the reeve by the arm.",
        "When she met the reeve, Mara Oyelaran smiled.",
        "Mara Oyelaran, on Monday, rose.",
        "The bridge, Mara Oyelaran thought, would hold.",
    ],
)
def test_no_role_where_the_name_stands_in_no_apposition(text: str) -> None:
    ((name, actor),) = named(text, "Mara Oyelaran")
    assert list(introductions(text, name, actor)) == []


def test_modifiers_tell_two_ministers_apart() -> None:
    text = "Foreign Minister Mara Oyelaran met Trade Minister Tomas Brandt."
    holders = Holders(text, named(text, "Mara Oyelaran", "Tomas Brandt"))
    assert holders.find("minister", frozenset({"foreign"}), len(text)) == 0
    assert holders.find("minister", frozenset({"trade"}), len(text)) == 1
    assert holders.find("minister", frozenset(), len(text)) == 1
    assert holders.find("minister", frozenset({"prime"}), len(text)) is None


def test_deputy_is_not_the_holder_of_the_office() -> None:
    text = "Deputy Mayor Mara Oyelaran rose."
    holders = Holders(text, named(text, "Mara Oyelaran"))
    assert holders.find("mayor", frozenset(), len(text)) is None


def test_compound_is_found_by_its_last_part() -> None:
    text = "Mara Oyelaran, owner of nine barges, rose."
    holders = Holders(text, named(text, "Mara Oyelaran"))
    assert holders.find("bargeowner", frozenset(), len(text)) == 0


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("The prime minister of Norland", ("minister", {"prime", "norland"})),
        ("its chairman", ("chairman", set())),
        ("took the reeve", None),
        ("of Orrin", None),
        ("", None),
    ],
)
def test_head_and_modifiers(phrase: str, expected: tuple[str, set[str]] | None) -> None:
    found = head_and_modifiers(phrase.split())
    assert (found and (found[0], set(found[1]))) == expected


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("They asked (harbourmaster) Mara Oyelaran.", None),
        ("They asked the\n\nMara Oyelaran.", None),
        ("They asked the Vice-Mayor Mara Oyelaran.", None),
        ("They asked the mayor\nMara Oyelaran.", "mayor"),
        ("They asked the mayor, Mara Oyelaran.", "mayor"),
        ("The mayor is now Mara Oyelaran.", "mayor"),
        ("They asked Mayor Oyelaran.", "mayor"),
    ],
)
def test_the_word_right_before_a_name_opens_the_way_to_its_role(
    text: str, head: str | None
) -> None:
    name = "Mayor Oyelaran" if "Mayor Oyelaran" in text else "Mara Oyelaran"
    ((span, actor),) = named(text, name)
    assert [found.head for found in introductions(text, span, actor)] == ([head] if head else [])
