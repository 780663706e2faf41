import pytest

from index.extraction.cues import find_cues, may_be_cue
from index.extraction.inversions import subject_after
from index.extraction.marks import find_regions
from index.extraction.mentions import Mention
from index.extraction.openings import first_subject
from index.extraction.subjects import subject_before
from index.extraction.tokens import Token, tokenize
from index.model import Span


def read(text: str) -> list[Token]:
    whole = Span(0, len(text))
    return tokenize(text, whole, find_regions(text, whole))


def words(mention: Mention | None, text: str) -> str | None:
    return None if mention is None else mention.span.of(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Mara Oyelaran said it holds.", "Mara Oyelaran"),
        ("In Orrin on Monday, Mara Oyelaran said it holds.", "Mara Oyelaran"),
        ("On Monday a spokesman for the ministry said it holds.", "a spokesman for the ministry"),
        ("Mara Oyelaran, a builder from Orrin, said it holds.", "Mara Oyelaran"),
        ("Mara Oyelaran, a builder in Pell, Orrin, said it holds.", "Mara Oyelaran"),
        ("Mara Oyelaran — like Brandt, a builder — said it holds.", "Mara Oyelaran"),
        ("The mayor, who left early, said it holds.", "The mayor"),
        ("The rain fell and Mara Oyelaran said it holds.", "Mara Oyelaran"),
        ("Asked about it, he later said it holds.", "he"),
        ("But the two officials never said it holds.", "the two officials"),
        ("While Mara Oyelaran, the builder, said it holds, Brandt left.", "Mara Oyelaran"),
        ("He’s saying it holds.", "He"),
        ("A notice posted Monday said it holds.", "A notice"),
        ("Mara Oyelaran on Monday said it holds.", "Mara Oyelaran"),
        ("The Orrin Sun said it holds.", "The Orrin Sun"),
        ("Then the mayor, whom all know, said it holds.", "the mayor"),
        ("Ana Brandt, a clerk who founded Orrin Lamps said it holds.", "Ana Brandt"),
        ("The groups who rowed to her said it holds.", "The groups"),
    ],
)
def test_subject_before_its_verb(text: str, subject: str) -> None:
    tokens = read(text)
    verb = next(at for at, token in enumerate(tokens) if token.lower in ("said", "saying"))
    found = words(subject_before(tokens, verb, 0), text)
    assert found is not None
    assert found.startswith(subject)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“It holds,” said Mara Oyelaran of Orrin on Monday.", "Mara Oyelaran of Orrin"),
        ("“It holds,” said the chief engineer, who left.", "the chief engineer"),
        ("“It holds,” said she.", "she"),
        ("“It holds,” said retired engineer Mara Oyelaran.", "retired engineer Mara Oyelaran"),
        ("“It holds,” said on Monday.", None),
    ],
)
def test_subject_after_its_verb(text: str, subject: str | None) -> None:
    tokens = read(text)
    verb = next(at for at, token in enumerate(tokens) if token.lower == "said")
    assert words(subject_after(tokens, verb, len(tokens) - 1), text) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("In Pell, Orrin, Mara Oyelaran went home.", "Mara Oyelaran"),
        ("When the rain fell, the mayor was out.", "the mayor"),
        ("On May 5, 2031, Mara Oyelaran made a speech.", "Mara Oyelaran"),
        (
            "Former secretary of state Mara Oyelaran left.",
            "Former secretary of state Mara Oyelaran",
        ),
    ],
)
def test_first_subject_of_a_sentence(text: str, subject: str) -> None:
    tokens = read(text)
    assert words(first_subject(tokens, 0, len(tokens)), text) == subject


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The mayor said no.", ["said"]),
        ("His claims were false.", []),
        ("Officials claim it holds.", ["claim"]),
        ("She was told to leave.", []),
        ("She declined to say it.", ["declined"]),
        ("She went on to say it holds.", ["say"]),
        ("A liberal think tank met.", []),
        ("The United States that remained.", []),
        ("They pointed at it.", []),
        ("They pointed out that it holds.", ["pointed"]),
        ("The plan was agreed to by both.", []),
        ("She had known that it holds.", ["known"]),
        ("The other answered that it holds.", ["answered"]),
        ("The other reported cases.", []),
        ("Tolls fell by half, figures show.", ["show"]),
        ("They took the road for a mile.", []),
    ],
)
def test_reporting_verbs_are_told_from_nouns_passives_and_infinitives(
    text: str, cues: list[str]
) -> None:
    tokens = read(text)
    assert [tokens[cue.position].text for cue in find_cues(tokens)] == cues


def test_thoughts_attribute_no_quote_in_sentence_splitting() -> None:
    said, thought = read("said thought")
    assert may_be_cue(said)
    assert not may_be_cue(thought)
