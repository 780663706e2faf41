"""Searching a real index: which passages are found, in which order, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Hit, PassageKind
from index.postings import IndexReader
from index.search import Cancelled, Order, Results, search


def texts(results: Results) -> list[str]:
    return [hit.text for hit in results]


def beginnings(results: Results) -> list[str]:
    return [" ".join(hit.text.split()[:3]) for hit in results]


def marked(hit: Hit) -> list[str]:
    return [span.of(hit.text) for span in hit.matches]


# -- words ---------------------------------------------------------------------------------------


def test_every_word_must_match(reader: IndexReader) -> None:
    assert beginnings(search(reader, "toll lighthouse")) == ["The toll pays"]


def test_endings_do_not_matter(reader: IndexReader) -> None:
    assert texts(search(reader, "lamp")) == texts(search(reader, "lamps")) != []


def test_a_speaker_is_found_by_the_name_as_a_word(reader: IndexReader) -> None:
    found = search(reader, "larkspur")
    assert beginnings(found)[0] == "The toll pays"
    assert found[0].speaker == "Tomas Larkspur"


def test_the_title_alone_finds_nothing(reader: IndexReader) -> None:
    assert not len(search(reader, "wanted", typing=False))
    assert len(search(reader, "title:wanted")) > 1


def test_the_title_raises_a_passage(reader: IndexReader) -> None:
    assert search(reader, "night")[0].title == "Letters from the lighthouse"
    raised = {hit.title: hit.score for hit in search(reader, "crews night")}
    plain = {hit.title: hit.score for hit in search(reader, "night")}
    assert raised.keys() <= plain.keys()


def test_function_words_are_not_required(reader: IndexReader) -> None:
    assert texts(search(reader, "the lamps of which")) == texts(search(reader, "lamps"))


def test_function_words_alone_are_searched(reader: IndexReader) -> None:
    assert len(search(reader, "the")) > 3


def test_a_phrase_must_stand_together(reader: IndexReader) -> None:
    assert beginnings(search(reader, '"tall candle"')) == ["A lighthouse without"]
    assert not len(search(reader, '"candle tall"'))


def test_no_phrase_goes_across_the_parts_of_a_split_quote(reader: IndexReader) -> None:
    assert PassageKind.DIRECT not in {hit.kind for hit in search(reader, '"crate not one"')}


def test_a_hyphened_word_is_found_with_and_without_its_hyphen(reader: IndexReader) -> None:
    assert beginnings(search(reader, "non-negotiable")) == ["talks were non-negotiable"]
    assert texts(search(reader, "nonnegotiable~")) == []
    assert texts(search(reader, '"non negotiable"')) == texts(search(reader, "non-negotiable"))


def test_or_not_and_brackets(reader: IndexReader) -> None:
    either = set(texts(search(reader, "crate OR candle")))
    assert either == {*texts(search(reader, "crate")), *texts(search(reader, "candle"))}
    assert beginnings(search(reader, "lighthouse -toll -candle -letters")) == ["“And then I"]
    assert len(search(reader, "-(ferry OR toll OR lighthouse)")) > 2


def test_star_shape_and_tilde(reader: IndexReader) -> None:
    assert set(beginnings(search(reader, "cand*"))) == {"A lighthouse without"}
    assert texts(search(reader, "c?ndle")) == texts(search(reader, "candle"))
    assert set(texts(search(reader, "*house"))) == set(texts(search(reader, "lighthouse")))
    assert texts(search(reader, "lihgthouse~")) == texts(search(reader, "lighthouse~"))


def test_a_misspelt_word_is_replaced_and_said(reader: IndexReader) -> None:
    found = search(reader, "lihgthouse")
    assert found.notes == ("no “lihgthouse”: showing “lighthouse”",)
    assert texts(found) == texts(search(reader, "lighthouse"))


# -- while typing --------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["ca", "can", "cand", "candl", "candle"])
def test_the_last_word_is_a_beginning_while_it_is_typed(reader: IndexReader, typed: str) -> None:
    assert "A lighthouse without" in beginnings(search(reader, typed, typing=True))


def test_a_space_ends_the_last_word(reader: IndexReader) -> None:
    assert not len(search(reader, "lightho ", typing=True))


def test_the_word_itself_comes_before_words_that_begin_with_it(reader: IndexReader) -> None:
    assert "tall" not in marked(search(reader, "night", typing=True)[0])
    assert beginnings(search(reader, "toll", typing=True))[0] == "The toll pays"


def test_the_beginning_of_a_misspelt_word_is_understood(reader: IndexReader) -> None:
    found = search(reader, "lihgtho", typing=True)
    assert "A lighthouse without" in beginnings(found)
    assert len(found.notes) == 1


def test_an_open_phrase_ends_in_a_beginning(reader: IndexReader) -> None:
    for typing in (True, False):
        found = search(reader, '"tall can', typing=typing)
        assert beginnings(found) == ["A lighthouse without"]


# -- fields --------------------------------------------------------------------------------------


def test_by_finds_what_an_actor_said(reader: IndexReader) -> None:
    found = search(reader, 'by:"Orla Venn"')
    assert {hit.speaker for hit in found} == {"Orla Venn"}
    assert len(found) == 3
    assert found.notes == ()


def test_by_forgives_and_says_whom_it_took(reader: IndexReader) -> None:
    found = search(reader, "by:larkspru")
    assert {hit.speaker for hit in found} == {"Tomas Larkspur"}
    assert found.notes == ("by: took “Tomas Larkspur”",)


def test_by_finds_speakers_without_a_name(reader: IndexReader) -> None:
    assert beginnings(search(reader, "by:officials")) == ["talks were non-negotiable"]


def test_by_nobody_finds_nothing(reader: IndexReader) -> None:
    found = search(reader, "by:zzzzzz")
    assert not len(found)
    assert found.notes == ("by: nothing is called “zzzzzz”",)


def test_actor_finds_mentions_and_quotes(reader: IndexReader) -> None:
    found = search(reader, "actor:venn")
    assert {"A lighthouse without", "a tax on"} <= set(beginnings(found))
    mentioned = search(reader, "actor:venn kind:paragraph toll")
    assert [marked(hit) for hit in mentioned] == [["toll", "Orla Venn"]]


def test_kind_narrows(reader: IndexReader) -> None:
    assert {hit.kind for hit in search(reader, "kind:quote")} == {
        PassageKind.DIRECT,
        PassageKind.MIXED,
        PassageKind.INDIRECT,
    }
    assert {hit.kind for hit in search(reader, "kind:par")} == {PassageKind.PARAGRAPH}
    assert beginnings(search(reader, "kind:mixed")) == ["a tax on"]


def test_a_field_that_means_nothing_is_ignored_everywhere(reader: IndexReader) -> None:
    plain = texts(search(reader, "candle"))
    assert texts(search(reader, "candle kind:harbour")) == plain
    assert texts(search(reader, "candle -date:soon")) == plain
    assert texts(search(reader, "candle OR kind:harbour")) == plain


@pytest.mark.parametrize("query", ["kind:harbour", "date:soon", "sure:very"])
def test_a_query_of_nothing_but_what_is_ignored_says_so(reader: IndexReader, query: str) -> None:
    found = search(reader, query)
    assert len(found) == len(search(reader, ""))
    assert found.notes[0].endswith("ignored")


def test_a_month_of_one_digit_is_said_in_full(reader: IndexReader) -> None:
    assert search(reader, "date:2031-5").notes == ("date: read as 2031-05",)
    assert search(reader, "date:2031-05").notes == ()


def test_source_path_and_date_narrow(reader: IndexReader) -> None:
    assert {hit.source for hit in search(reader, "source:courier")} == {"The Larkhill Courier"}
    assert {hit.source for hit in search(reader, "source:couriier")} == {"The Larkhill Courier"}
    assert {hit.doc for hit in search(reader, "in:south")} == {"letters"}
    assert {hit.doc for hit in search(reader, "in:north/*.txt")} == {"strike", "toll"}
    assert {hit.doc for hit in search(reader, "date:2031-05")} == {"strike"}
    assert {hit.doc for hit in search(reader, "after:2031-06")} == {"toll"}
    assert {hit.doc for hit in search(reader, "before:2031-06-20")} == {"strike"}
    assert {hit.doc for hit in search(reader, "-date:2031")} == {"letters"}


def test_filters_narrow_like_words_in_the_query(reader: IndexReader) -> None:
    filtered = search(reader, "lighthouse", filters=['by:"Orla Venn"'])
    assert texts(filtered) == texts(search(reader, 'lighthouse by:"Orla Venn"'))
    assert beginnings(filtered) == ["A lighthouse without"]


# -- what is shown -------------------------------------------------------------------------------


def test_a_quote_stands_for_its_paragraph(reader: IndexReader) -> None:
    assert [hit.kind for hit in search(reader, "crate")] == [PassageKind.DIRECT]


def test_a_match_outside_the_quote_shows_the_paragraph(reader: IndexReader) -> None:
    found = search(reader, "answered")
    assert [hit.kind for hit in found] == [PassageKind.PARAGRAPH] * 2


def test_a_quote_of_two_paragraphs_stands_for_both(reader: IndexReader) -> None:
    found = search(reader, "count")
    assert [(hit.kind, hit.paragraph) for hit in found] == [(PassageKind.DIRECT, 1)]


def test_boilerplate_is_left_out_unless_asked_for(reader: IndexReader) -> None:
    assert not len(search(reader, "letter sign"))
    assert beginnings(search(reader, "letter sign", boilerplate=True)) == ["Sign up for"]


def test_no_query_shows_every_passage_once_in_the_order_of_the_articles(
    reader: IndexReader,
) -> None:
    found = search(reader, "  ")
    assert [hit.doc for hit in found] == ["strike"] * 4 + ["toll"] * 3 + ["letters"] * 2
    assert beginnings(found)[:2] == ["Crews of the", "We will not"]
    assert [hit.rank for hit in found] == list(range(1, 10))


def test_words_that_matched_are_marked(reader: IndexReader) -> None:
    (hit,) = search(reader, '"tall candle" ship')
    assert marked(hit) == ["ships", "tall candle"]


def test_what_is_under_a_minus_is_not_marked(reader: IndexReader) -> None:
    assert [marked(hit) for hit in search(reader, "lighthouse -toll -night")] == [
        ["lighthouse"]
    ] * 2


def test_hits_carry_what_a_row_shows(reader: IndexReader) -> None:
    (hit,) = search(reader, "crate")
    assert hit.text == "We will not carry one more crate, … Not one."
    assert hit.speaker == "Orla Venn"
    assert hit.speaker_actor is not None
    assert reader.actors[hit.speaker_actor].name == "Orla Venn"
    assert (hit.source, hit.doc, hit.paragraph) == ("The Larkhill Courier", "strike", 1)
    assert hit.confidence == 0.9


def test_hits_can_be_sliced_and_counted_from_the_end(reader: IndexReader) -> None:
    found = search(reader, "")
    assert found[-1] == found[found.total - 1]
    assert [hit.rank for hit in found[2:4]] == [3, 4]
    with pytest.raises(IndexError):
        found[found.total]


# -- order ---------------------------------------------------------------------------------------


def test_results_can_be_sorted_by_date_article_and_speaker(reader: IndexReader) -> None:
    newest = search(reader, "ferry OR lighthouse", order=Order.DATE)
    assert newest[0].doc == "toll"
    assert newest[-1].doc == "letters"
    by_article = search(reader, "ferry OR lighthouse", order=Order.ARTICLE)
    assert [hit.doc for hit in by_article] == sorted(
        [hit.doc for hit in by_article], key=["strike", "toll", "letters"].index
    )
    speakers = [hit.speaker for hit in search(reader, "kind:direct", order=Order.SPEAKER)]
    assert speakers == ["Orla Venn", "Orla Venn", "Tomas Larkspur", "the keeper"]


def test_words_side_by_side_come_first(reader: IndexReader) -> None:
    assert beginnings(search(reader, "ferry toll"))[0] in {"the ferry toll", "The ferry toll"}


# -- counts and suggestions ----------------------------------------------------------------------


def test_actors_of_the_results_are_counted(reader: IndexReader) -> None:
    found = search(reader, "lighthouse")
    counts = {facet.label: facet.count for facet in found.actors}
    assert counts == {"Tomas Larkspur": 1, "Orla Venn": 1}


def test_nothing_found_brings_suggestions_that_find_something(reader: IndexReader) -> None:
    found = search(reader, "candle crate", filters=["in:north"])
    assert found.total == 0
    assert found.suggestions
    for suggestion in found.suggestions:
        filters = () if suggestion.drops_filters else ("in:north",)
        assert len(search(reader, suggestion.query, filters=filters))


def test_filters_that_find_nothing_are_offered_to_be_dropped(reader: IndexReader) -> None:
    offered = search(reader, "candle", filters=["in:south"]).suggestions
    assert [(each.query, each.drops_filters) for each in offered] == [("candle", True)]
    assert [each.drops_filters for each in search(reader, "", filters=["in:x9"]).suggestions] == [
        True
    ]


def test_the_words_of_a_query_are_offered_one_by_one_if_the_corpus_has_them(
    reader: IndexReader,
) -> None:
    offered = [each.query for each in search(reader, "candle crate qqqq").suggestions]
    assert offered == ["candle OR crate", "candle", "crate"]


def test_another_spelling_is_offered_where_words_find_nothing_together(
    reader: IndexReader,
) -> None:
    offered = search(reader, "candle toll").suggestions
    assert (offered[0].query, offered[0].why) == ("candle tall", "spelt differently, 1 found")


def test_a_name_that_looks_like_the_words_is_offered(reader: IndexReader) -> None:
    offered = [each.query for each in search(reader, '"orla vennt"').suggestions]
    assert offered == ['by:"Orla Venn"', 'actor:"Orla Venn"']


def test_pasted_text_that_finds_nothing_is_answered(reader: IndexReader) -> None:
    found = search(reader, "candle crate " * 5_000)
    assert found.total == 0
    assert found.suggestions[0].query == "candle OR crate"


def test_found_results_bring_no_suggestions(reader: IndexReader) -> None:
    assert search(reader, "candle").suggestions == ()


def test_cancelled_search_raises(reader: IndexReader) -> None:
    with pytest.raises(Cancelled):
        search(reader, "candle", cancelled=lambda: True)


# -- whatever is typed ---------------------------------------------------------------------------

WORDS = ["toll", "ferry", "candle", "lihgthouse", "the", "c*", "*e*", "l?gh*", "U.S.", "1,000"]
FIELDS = ["by:venn", "actor:x", "topic:ferry", "kind:q", "in:*", "title:toll", "date:2031-13"]
SIGNS = ["OR", "-", "(", ")", '"', "*", "~", "?", " ", " ", "\0", "\ud800", "一二", "٣", "x:y"]
PIECES = st.sampled_from(WORDS + FIELDS + SIGNS)
QUERIES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@settings(deadline=None)
@given(QUERIES, st.booleans())
def test_whatever_is_typed_gives_results_that_hold_together(
    reader: IndexReader, query: str, typing: bool
) -> None:
    found = search(reader, query, filters=[query[:5]], typing=typing)
    hits = list(found)
    assert found.total == len(found) == len(hits)
    for hit in hits:
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.matches)
        assert all(a.end <= b.start for a, b in zip(hit.matches, hit.matches[1:], strict=False))
    places = {(hit.article, hit.kind, hit.spans) for hit in hits}
    assert len(places) == len(hits)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_query(reader: IndexReader, data: bytes) -> None:
    search(reader, data.decode("utf-8", "surrogateescape"), typing=True)


@settings(deadline=None)
@given(QUERIES)
def test_a_paragraph_is_hidden_only_behind_a_quote_that_is_shown(
    reader: IndexReader, query: str
) -> None:
    shown = list(search(reader, query))
    behind = {
        (hit.article, number)
        for hit in shown
        if hit.kind.is_quote
        for number in range(hit.paragraph, last_paragraph(reader, hit) + 1)
    }
    paragraphs = {
        (hit.article, hit.paragraph) for hit in search(reader, query, filters=["kind:paragraph"])
    }
    alone = {(hit.article, hit.paragraph) for hit in shown if not hit.kind.is_quote}
    if paragraphs and not query.isspace():
        assert paragraphs == alone | (paragraphs & behind)
        assert not alone & behind


def last_paragraph(reader: IndexReader, hit: Hit) -> int:
    _, extraction = reader.load(hit.article)
    return next(quote.last_paragraph for quote in extraction.quotes if quote.spans == hit.spans)
