from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.model import ELLIPSIS_JOIN
from index.search.highlight import MAX_MARKED, Highlighter, Needles


def marked(text: str, needles: Needles) -> list[str]:
    return [span.of(text) for span in Highlighter(needles).marks([text])]


def test_words_of_a_stem_are_marked_whatever_their_ending() -> None:
    assert marked("Tolls rose; the toll-house did not.", Needles(stems={"toll"})) == [
        "Tolls",
        "toll",
    ]


def test_beginnings_and_shapes_are_marked_whatever_the_accents() -> None:
    assert marked("Larkhill larks", Needles(prefixes={"larkh"})) == ["Larkhill"]
    assert marked("Zoë and Zoe", Needles(prefixes={"zoe"})) == ["Zoë", "Zoe"]
    assert marked("quay quiet", Needles(shapes=[re.compile("q.*y")])) == ["quay"]


def test_a_phrase_is_one_span_and_only_where_its_words_stand_together() -> None:
    needles = Needles()
    needles.add_phrase(["red", "lines"])
    assert marked("Red lines, not lines in red: a red line.", needles) == ["Red lines", "red line"]


def test_overlapping_phrases_are_one_span() -> None:
    needles = Needles()
    needles.add_phrase(["red", "lines"])
    needles.add_phrase(["lines", "drawn"])
    assert marked("no red lines drawn here", needles) == ["red lines drawn"]


def test_a_phrase_of_one_word_is_a_word() -> None:
    needles = Needles()
    needles.add_phrase(["tolls"])
    assert needles == Needles(stems={"toll"})


def test_neighbouring_words_are_marked_one_by_one() -> None:
    assert marked("toll toll", Needles(stems={"toll"})) == ["toll", "toll"]


def test_parts_are_marked_apart() -> None:
    needles = Needles(stems={"crate"})
    needles.add_phrase(["crate", "not"])
    parts = ["One more crate,", "Not one crate."]
    text = ELLIPSIS_JOIN.join(parts)
    assert [span.of(text) for span in Highlighter(needles).marks(parts)] == ["crate", "crate"]


def test_a_paragraph_of_megabytes_is_marked_at_its_beginning_only() -> None:
    toll = Highlighter(Needles(stems={"toll"}))
    assert len(toll.marks(["toll " * MAX_MARKED])) == MAX_MARKED // 5
    assert toll.marks(["x" * MAX_MARKED, "toll"]) == ()


def test_no_needles_no_marks() -> None:
    assert Highlighter(Needles()).marks(["toll"]) == ()


WORDS = st.text("ab ", max_size=12)


@given(st.lists(st.text(), max_size=4), st.lists(WORDS), st.lists(WORDS.map(str.split)))
def test_marks_lie_in_the_text_in_order(
    parts: list[str], prefixes: list[str], phrases: list[list[str]]
) -> None:
    needles = Needles(prefixes=set(filter(None, prefixes)))
    for phrase in phrases:
        needles.add_phrase(phrase)
    spans = Highlighter(needles).marks(parts)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(ELLIPSIS_JOIN.join(parts)) for span in spans)


@given(st.lists(st.sampled_from(["red", "line", "lines", "toll"]), min_size=1, max_size=30))
def test_every_occurrence_of_a_phrase_is_covered(words: list[str]) -> None:
    needles = Needles()
    needles.add_phrase(["red", "line"])
    text = " ".join(words)
    covered = {place for span in Highlighter(needles).marks([text]) for place in range(*span)}
    expected: set[int] = set()
    for match in re.finditer(r"\bred (?=lines?\b)", text):
        expected.update(range(match.start(), text.index("e", match.end()) + 1))
    assert expected <= covered


@given(st.text("abé'- ", max_size=30))
def test_a_word_is_marked_the_same_with_and_without_a_phrase_to_look_for(text: str) -> None:
    plain = Needles(stems={"a"}, prefixes={"be"})
    with_phrase = Needles(stems={"a"}, prefixes={"be"}, phrases={("x", "y")})
    assert Highlighter(plain).marks([text]) == Highlighter(with_phrase).marks([text])


@given(st.lists(st.sampled_from(["Tolls", "tolled", "TOLL", "Étoile", "être", "Etre", "1st", "x"])))
def test_a_word_is_marked_if_its_stem_or_beginning_is_looked_for(words: list[str]) -> None:
    needles = Needles(stems={"toll", "etr"}, prefixes={"eto", "1"})
    expected = [word for word in words if word != "x"]
    assert marked(" ".join(words), needles) == expected


SPELLINGS = "Red lines U.S. u.s 1,000 3.5red crée it’s red’s long-red 中red l_red"
MIXED = st.sampled_from(SPELLINGS.split())
TEXTS = st.lists(MIXED | st.text(max_size=3)).map(" ".join) | st.lists(MIXED).map("".join)


@given(TEXTS, st.sets(st.sampled_from(["red", "line", "us", "cree"])), st.booleans())
def test_marks_are_the_same_whether_all_words_are_read_or_few(
    text: str, stems: set[str], phrase: bool
) -> None:
    few, all_words = Needles(stems), Needles(stems, shapes=[re.compile("(?!)")])
    for needles in (few, all_words):
        needles.prefixes.add("10")
        if phrase:
            needles.add_phrase(["red", "lines", "us"])
            needles.add_phrase(["us", "red"])
    assert Highlighter(few).marks([text]) == Highlighter(all_words).marks([text])


def test_a_phrase_goes_on_over_what_is_no_word() -> None:
    needles = Needles()
    needles.add_phrase(["red", "line", "drawn"])
    text = "A red   — line … drawn, a red line"
    assert marked(text, needles) == ["red   — line … drawn"]


PASSAGES = st.lists(
    st.lists(
        st.lists(st.sampled_from(["red", "line", "“red", "lines”", "toll's", "été", "a\nb", "—"]))
        .map(" ".join)
        .filter(bool),
        min_size=1,
        max_size=2,
    ),
    max_size=6,
)


@given(
    PASSAGES,
    st.sets(st.sampled_from(["red", "toll"])),
    st.sets(st.sampled_from(["l", "et", "1"])),
    st.booleans(),
    st.booleans(),
)
def test_passages_are_marked_together_as_one_by_one(
    passages: list[list[str]], stems: set[str], prefixes: set[str], phrases: bool, shapes: bool
) -> None:
    needles = Needles(stems=stems, prefixes=prefixes)
    if phrases:
        needles.phrases |= {("red", "line"), ("line", "red")}
    if shapes:
        needles.shapes.append(re.compile("r.*d"))
    one_by_one = Highlighter(needles)
    expected = [one_by_one.marks(parts) for parts in passages]
    assert Highlighter(needles).marks_of_each(passages) == expected
