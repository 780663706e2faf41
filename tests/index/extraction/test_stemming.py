"""The light stemmer of topic keys."""

import pytest

from index.extraction.stemming import stem, stem_phrase


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tariffs", "tariff"),
        ("Policies", "policy"),
        ("taxes", "tax"),
        ("speeches", "speech"),
        ("wages", "wage"),
        ("crises", "crise"),
        ("pass", "pass"),
        ("virus", "virus"),
        ("crisis", "crisis"),
        ("bus", "bus"),
        ("worker's", "worker"),
        ("workers’", "worker"),
        ("national", "national"),
    ],
)
def test_stem_folds_plurals_and_possessives_only(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_key_of_a_phrase_takes_hyphens_as_spaces() -> None:
    assert stem_phrase("Health-Care Plans") == stem_phrase("health care plan") == "health care plan"
