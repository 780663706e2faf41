"""Looking for beginnings passes over no word that may match, whatever it is written like."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from index.postings.analysis import fold, stem, words
from index.search.beginnings import MOST, Beginnings

ENDINGS = """
    s es 's ed eed ing ly edly ingly eedly y ies ied ying e er or ation ational tional ency ancy
    ably izer ization alism ality ally fulness ously ousness iveness ivity bility bly ogy fully
    lessly alize icate icity ical ful ness ative al ance able ant ement ment ent ism ate ous ive
    ize ion sses at bl iz bb dd ll tt
"""
ROOTS = "d l t s a y dy ho cap abil stud skat relat harb yok eye 3 o'n"
SPELLINGS = """
    toll Tolls tolled U.S. u.s U.S.Army 1,000 1000 3.5million 1,000th Étoile etoile toĺl it’s toll’s
    d’toll foo_toll long-toll 中toll toll中 ToLL \u212aoll İtoll ﬁsh to\u00adll a⃐b ʼtoll x＇toll
    dying died die studies — … “ ” . , - ' a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r
"""
WRITTEN = st.sampled_from(SPELLINGS.split())
TEXT = st.tuples(st.lists(WRITTEN | st.text(max_size=3)), st.sampled_from(["", " ", "\n", "\xa0"]))
SOUGHT = WRITTEN.filter(str.isalnum).map(fold) | st.text("tol1us.é中'", min_size=1, max_size=4)


def found(beginnings: Beginnings | None, text: str) -> list[str]:
    assert beginnings is not None
    return [text[first:last] for first, last in beginnings.stretches(text)]


def test_stretches_are_what_stands_between_spaces() -> None:
    toll = Beginnings.of({"toll"}, set())
    text = "The Tolls rose; stolen long-tolled goods"
    assert found(toll, text) == ["Tolls", "long-tolled"]
    assert found(toll, "nothing here") == []


def test_what_is_not_ascii_is_to_be_read() -> None:
    assert found(Beginnings.of({"zoe"}, set()), "Said Zoë, “no”…") == ["Zoë,"]


def test_acronyms_and_thousands_are_found_as_they_are_written() -> None:
    assert found(Beginnings.of((), {"usa"}), "the U.S.A. then") == ["U.S.A."]
    assert found(Beginnings.of((), {"1000"}), "of 1,000 tons") == ["1,000"]


def test_too_many_beginnings_and_empty_ones_are_none() -> None:
    assert Beginnings.of((), map("".join, product("abcd", repeat=2))) is None
    assert Beginnings.of((), ["a" * length for length in range(1, MOST * 2)]) is not None
    assert Beginnings.of((), [""]) is None


def test_every_word_begins_as_is_sought_for_its_stem() -> None:
    endings = ENDINGS.split()
    for root, first, second in product(ROOTS.split(), endings, ("", *endings)):
        word = fold(root + first + second)
        assert found(Beginnings.of({stem(word)}, ()), word) == [word]


@given(TEXT, st.lists(SOUGHT, max_size=3), st.lists(SOUGHT, max_size=3))
def test_no_word_that_matches_is_passed_over(
    written: tuple[list[str], str], stems: list[str], prefixes: list[str]
) -> None:
    text = written[1].join(written[0])
    beginnings = Beginnings.of(map(stem, stems), prefixes)
    assert beginnings is not None
    stretches = beginnings.stretches(text)
    wanted, beginning = {*map(stem, stems)}, tuple(prefixes)
    inside = [
        (word, start + first)
        for first, last in stretches
        for word, (start, _) in words(text[first:last])
    ]
    for word, span in words(text):
        if stem(word) in wanted or word.startswith(beginning):
            assert any(first <= span.start and span.end <= last for first, last in stretches)
    assert [place for _, place in inside] == sorted({place for _, place in inside})
