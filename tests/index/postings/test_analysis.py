"""Words: the same for indexing, searching and highlighting, and never out of step with the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.porter2 import stem as porter2

from index.model import Span
from index.postings.analysis import LONGEST_WORD, WordAnalyzer, fold, forms, stem, words

AWKWARD = "aB.'’-,09 \n\u00ad\u0301\u200déßŁ中国ไทย한हिंa\u0301½ﷺ\U0001f600\ud800İ_"


@given(st.one_of(st.text(), st.text(alphabet=AWKWARD), st.text(alphabet="aU.,'1 ", min_size=5)))
def test_words_lie_in_the_text_in_order_and_fold_from_their_slice(text: str) -> None:
    before = 0
    for word, span in words(text):
        assert before <= span.start < span.end <= len(text)
        assert word
        assert len(word) <= LONGEST_WORD
        assert fold(span.of(text)) == word
        before = span.end
    assert forms(text) == [word for word, _ in words(text)]


@given(st.text(alphabet=AWKWARD))
def test_words_of_two_lines_are_the_words_of_each(text: str) -> None:
    assert forms(f"{text}\n{text}") == forms(text) * 2


@given(st.one_of(st.text(), st.text(alphabet=AWKWARD + " \x85\u2003\u20dd")))
def test_words_of_a_text_are_those_of_the_pieces_between_its_white_space(text: str) -> None:
    assert forms(text) == [form for piece in text.split() for form in forms(piece)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ferry SAILED", ["the", "ferry", "sailed"]),
        ("Orla’s boat isn't the Quints'", ["orla", "boat", "isn't", "the", "quints"]),
        ("O’Dell and O'Dell", ["o'dell", "and", "o'dell"]),
        ("façade Łódź Straße cafe\u0301", ["facade", "lodz", "strasse", "cafe"]),
        ("the U.S. and the U.N.’s envoy", ["the", "us", "and", "the", "un", "envoy"]),
        ("J.Smith at 9 a.m.", ["j", "smith", "at", "9", "am"]),
        ("1,000 or 1000, 3.5 and 12.11.2031", ["1000", "or", "1000", "3.5", "and", "12", "11"]),
        ("long-term _emphasis_ inter\u00adnational", ["long", "term", "emphasis", "international"]),
        ("中国 and 東京", ["中", "国", "and", "東", "京"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국어 신문", ["한국어", "신문"]),
        ("… — “” \U0001f600", []),
    ],
)
def test_words_of_many_kinds(text: str, found: list[str]) -> None:
    assert forms(text)[: len(found)] == found


def test_a_highlight_covers_the_word_as_written() -> None:
    text = "inside the “Façades” of Pell’s town hall"
    spans = {word: span.of(text) for word, span in words(text)}
    assert spans["facades"] == "Façades"
    assert spans["pell"] == "Pell’s"


def test_a_word_without_end_is_known_by_its_beginning() -> None:
    text = "x" * 300_000 + " end"
    assert [(len(word), span) for word, span in words(text)] == [
        (LONGEST_WORD, Span(0, 300_000)),
        (3, Span(300_001, 300_004)),
    ]


@pytest.mark.parametrize("piece", ["a.", "000,", "1.", "'a", "9" * 20, "中", "a\u0301", "1,000"])
def test_no_repetition_takes_the_expression_long(piece: str) -> None:
    assert forms(piece * 100_000)


def test_stems_unite_the_forms_of_a_word() -> None:
    negotiations = ("negotiate", "negotiated", "negotiating", "negotiation", "negotiations")
    for family in (("tariff", "tariffs"), negotiations, ("hop", "hops", "hopped", "hopping")):
        assert len({stem(form) for form in family}) == 1


@given(st.one_of(st.text(min_size=1), st.text("aeioubcdys'", min_size=1, max_size=12)))
def test_every_word_has_a_stem(text: str) -> None:
    assert all(stem(word) for word in forms(text))


def test_the_analyzer_gives_whoosh_the_same_words() -> None:
    text = "The envoys’ talks, in Pell"
    tokens = [
        (token.text, token.pos, token.startchar, token.endchar)
        for token in WordAnalyzer(stemmed=True)(text, positions=True, chars=True)
    ]
    assert tokens == [(stem(w), n, *span) for n, (w, span) in enumerate(words(text))]
    assert WordAnalyzer(stemmed=True).terms(text) == [token[0] for token in tokens]
    assert WordAnalyzer(stemmed=False).terms(text) == forms(text)


@given(st.from_regex(r"[a-z0-9é][a-z0-9é']{0,11}", fullmatch=True))
def test_words_that_are_not_given_to_the_stemmer_are_their_own_stem(word: str) -> None:
    assert stem(word) == (porter2(word) or word)
