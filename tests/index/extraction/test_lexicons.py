import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.lexicons import alternatives, load, words
from index.extraction.verbs import Form, Sort, forms

MINE = [
    *(sort.value for sort in Sort),
    "abbreviations",
    "calendar",
    "given_names_female",
    "given_names_male",
    "honorifics",
    "honorifics_female",
    "honorifics_male",
    "roles",
    "speech_nouns",
    "verbs_also_nouns",
]


def test_comments_and_blanks_are_no_entries() -> None:
    assert not any(entry.startswith("#") or not entry for entry in load("roles"))


def test_missing_list_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load("no_such_list")


@pytest.mark.parametrize("name", MINE)
def test_list_says_where_it_comes_from(name: str) -> None:
    path = resources.files("index.extraction").joinpath("lexicon", f"{name}.txt")
    assert path.read_text(encoding="utf-8").startswith("#")


def test_no_given_name_is_in_both_lists() -> None:
    assert not load("given_names_male") & load("given_names_female")


def test_words_splits_at_white_space() -> None:
    assert words("a b\n c") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("said", "say", Form.PAST),
        ("denies", "deny", Form.PRESENT),
        ("denied", "deny", Form.PAST),
        ("arguing", "argue", Form.PARTICIPLE),
        ("quipped", "quip", Form.PAST),
        ("wrote", "write", Form.PAST),
        ("stresses", "stress", Form.PRESENT),
    ],
)
def test_verb_form_is_known(word: str, lemma: str, form: Form) -> None:
    verb = forms()[word]
    assert (verb.lemma, verb.form) == (lemma, form)


@given(st.sets(st.text(alphabet="abc", min_size=1, max_size=4), min_size=1))
def test_alternatives_match_the_entries_and_nothing_else(entries: set[str]) -> None:
    pattern = re.compile(alternatives(entries))
    for word in entries | {entry + "a" for entry in entries} | {entry[1:] for entry in entries}:
        assert (pattern.fullmatch(word) is not None) is (word in entries)
