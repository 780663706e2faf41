from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.search.language import (
    MAX_DEPTH,
    MAX_NOTES,
    MAX_TERMS,
    MAX_TOKENS,
    quoted_for_note,
    read,
)
from index.search.syntax import (
    And,
    Field,
    FieldTerm,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Typo,
    Wildcard,
    Word,
    field_text,
)


def tree(query: str) -> Node | None:
    return read(query).tree


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(Word(text) for text in texts)


def test_plain_words_are_all_asked_for() -> None:
    assert tree("ferry tolls") == And(words("ferry", "tolls"))


def test_empty_query_asks_for_nothing() -> None:
    assert read(" \t\n ").tree is None
    assert read("").notes == ()


def test_or_joins_only_its_neighbours() -> None:
    assert tree("wages rail OR bus") == And((Word("wages"), Or(words("rail", "bus"))))


def test_chain_of_or_is_one_alternative() -> None:
    assert tree("rail OR bus OR ferry") == Or(words("rail", "bus", "ferry"))


def test_brackets_group() -> None:
    assert tree("(rail strike) OR bus") == Or((And(words("rail", "strike")), Word("bus")))


def test_and_written_out_changes_nothing() -> None:
    assert tree("rail AND bus") == tree("rail bus")


def test_lower_case_operators_are_words() -> None:
    assert tree("rail or bus") == And(words("rail", "or", "bus"))


def test_minus_and_not_negate_the_next_part() -> None:
    assert tree("-rail") == Not(Word("rail")) == tree("NOT rail")
    assert tree("bus -(rail OR ferry)") == And((Word("bus"), Not(Or(words("rail", "ferry")))))


def test_double_negation_cancels() -> None:
    assert tree("NOT -rail") == Word("rail")


def test_minus_inside_a_word_is_part_of_it() -> None:
    assert tree("state-owned") == Word("state-owned")


def test_minus_alone_is_ignored_in_silence() -> None:
    assert read("rail - bus").tree == And(words("rail", "bus"))
    assert read("rail -") == read("rail")


def test_phrase_keeps_its_words_in_order() -> None:
    assert tree('"red  lines"') == Phrase("red lines")


def test_curly_marks_make_a_phrase_too() -> None:
    assert tree("“red lines”") == Phrase("red lines")


def test_unclosed_quote_is_a_phrase_so_far() -> None:
    reading = read('rail "red li')
    assert reading.tree == And((Word("rail"), Phrase("red li")))
    assert isinstance(reading.tree, And)
    phrase = reading.tree.parts[1]
    assert isinstance(phrase, Phrase)
    assert phrase.open


def test_star_tilde_and_wildcards() -> None:
    assert tree("tari*") == Prefix("tari")
    assert tree("lihthizer~") == Typo("lihthizer")
    assert tree("t*ff") == Wildcard("t*ff")
    assert tree("wom?n") == Wildcard("wom?n")
    assert tree("*ship") == Wildcard("*ship")
    assert tree("t**ff***") == Wildcard("t*ff*")


@pytest.mark.parametrize("query", ["*", "?", "***", "~", "-", "—", "&", "😀", "\0", "\ud800", '"'])
def test_signs_without_letters_ask_for_nothing(query: str) -> None:
    assert tree(query) is None


def test_question_mark_at_the_end_is_punctuation() -> None:
    assert tree("who struck?") == And(words("who", "struck"))


@pytest.mark.parametrize("text", [":rail:bus", "x:y:z", "http:rail"])
def test_every_colon_after_a_name_that_is_no_field_parts_words(text: str) -> None:
    assert tree(text) == And(words(*filter(None, text.split(":"))))


@pytest.mark.parametrize(
    "text", ["10:30", "https://harbour.example/a?b=c", "3.5", "O'Dunne", "R&D"]
)
def test_words_with_signs_inside_stay_whole(text: str) -> None:
    assert tree(text) == Word(text)


def test_punctuation_around_a_word_is_left_out() -> None:
    assert tree("tolls, 'ferry'!") == And(words("tolls", "ferry"))


def test_fields_take_bare_and_quoted_values() -> None:
    assert tree("by:kang") == FieldTerm(Field.BY, "kang")
    assert tree('by:"Orla Venn"') == FieldTerm(Field.BY, "Orla Venn", quoted=True)
    assert tree("BY:kang") == tree("by:kang")
    assert tree("in:north/*.txt") == FieldTerm(Field.IN, "north/*.txt")
    assert tree("-kind:quote") == Not(FieldTerm(Field.KIND, "quote"))


def test_unknown_field_is_two_plain_words_and_it_is_said() -> None:
    reading = read("harbour:toll")
    assert reading.tree == And(words("harbour", "toll"))
    [note] = reading.notes
    assert note.startswith("“harbour:” is no field, read as words: fields are by, actor, topic")


@pytest.mark.parametrize("query", ["Orlo: candles", "10:30", "https://larkhill.example/tolls"])
def test_a_colon_with_nothing_to_ask_for_behind_it_is_plain_punctuation(query: str) -> None:
    assert read(query).notes == ()


@pytest.mark.parametrize(
    ("query", "meaning", "note"),
    [
        ("rail OR", "rail", "“OR” with nothing after it: ignored"),
        ("OR rail", "rail", "“OR” with nothing before it: ignored"),
        ("rail NOT", "rail", "“NOT” with nothing after it: ignored"),
        ("rail )", "rail", "“)” closes nothing: ignored"),
        ("(rail", "rail", "“(” is not closed"),
        ("rail by:", "rail", "“by:” with nothing after it: ignored"),
        ('rail by:"', "rail", "“by:” with nothing after it: ignored"),
        ('rail ""', "rail", "a phrase without words: ignored"),
    ],
)
def test_half_typed_query_means_what_it_can_and_says_what_it_ignored(
    query: str, meaning: str, note: str
) -> None:
    reading = read(query)
    assert reading.tree == tree(meaning)
    assert reading.notes == (note,)


def test_spans_point_into_the_query() -> None:
    query = "  tolls, ferry*"
    reading = read(query).tree
    assert isinstance(reading, And)
    word, prefix = reading.parts
    assert isinstance(word, Word)
    assert isinstance(prefix, Prefix)
    assert word.span.of(query) == "tolls"
    assert prefix.span == Span(9, 15)


def test_pasted_text_is_cut_and_says_so() -> None:
    reading = read("toll " * 10_000)
    assert reading.tree == And(words(*["toll"] * MAX_TERMS))
    assert f"only the first {MAX_TERMS} words are used" in reading.notes


def test_pasted_phrase_is_cut() -> None:
    assert tree('"' + "toll " * 10_000) == Phrase(" ".join(["toll"] * MAX_TERMS))


def test_thousands_of_brackets_are_no_deeper_than_twenty() -> None:
    reading = read("(" * 1_000 + "rail" + ")" * 1_000 + " bus")
    assert reading.tree == And(words("rail", "bus"))
    assert reading.notes == (f"brackets more than {MAX_DEPTH} deep are ignored",)


def test_pasted_signs_are_cut_and_it_is_said() -> None:
    reading = read("- " * MAX_TOKENS + "rail")
    assert reading.tree is None
    assert reading.notes == (f"only the first {MAX_TOKENS:,} words and signs are read",)
    assert read("(" * 5_000 + "rail" + ")" * 5_000).tree is None


def test_notes_are_few() -> None:
    query = ") OR by: actor: topic: kind: source: title: in: date: after: before: "
    assert len(read(query).notes) == MAX_NOTES


def test_note_shows_one_printable_line() -> None:
    assert quoted_for_note("a\x1b[31m\nb\ud800") == "“a�[31m�b�”"
    assert len(quoted_for_note("x" * 500)) == 42


OPERATORS = ["OR", "AND", "NOT", "-", "(", ")", '"', "“", "*", "?", "~", ":", " ", "  "]
FIELDS = ["by:", "in:", "title:", "kind:quote", "date:", "x:", "by:x"]
WORDS = ["rail", "or", "OR.", "10:30", "http://a.b", "é", "_", ",", "''", "a" * 120]
ODDITIES = ["\u0301", "\ud800", "\0", "\x85"]
PIECES = st.sampled_from(OPERATORS + FIELDS + WORDS + ODDITIES)
QUERIES = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@given(QUERIES)
def test_any_query_can_be_read(query: str) -> None:
    read(query)


@given(st.binary())
def test_any_bytes_can_be_read(data: bytes) -> None:
    read(data.decode("utf-8", "surrogateescape"))


@given(QUERIES)
def test_tree_is_written_as_text_that_reads_back_to_it(query: str) -> None:
    meaning = read(query).tree
    assert read("" if meaning is None else str(meaning)).tree == meaning


@given(st.sampled_from(list(Field)), st.text())
def test_field_text_reads_back_as_that_field(name: Field, value: str) -> None:
    meaning = read(field_text(name, value)).tree
    assert meaning is None or (isinstance(meaning, FieldTerm) and meaning.name is name)


def test_field_text_keeps_the_value() -> None:
    assert field_text("by", "Orla Venn") == 'by:"Orla Venn"'
    assert tree(field_text("by", 'Orla "Red" Venn')) == FieldTerm(
        Field.BY, "Orla 'Red' Venn", quoted=True
    )
    assert field_text("kind", "quote") == "kind:quote"
    with pytest.raises(ValueError, match="harbour"):
        field_text("harbour", "x")
