"""The very same words printed several times are one hit that opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from index.model import PassageKind
from index.postings import IndexReader
from index.search import Order, Results, quotes_by, search
from tests.index.search.conftest import Said, Story, write_index

DISPATCH = "The lamp over the breakwater went out on Monday, and nobody lit it again."
SAID = "We shall light it when somebody pays for the oil,"
SHORT = "An outright scandal"

PAPERS = ("Morning Gull", "Evening Gull", "Weekly Gull")


def printed(paper: str, day: int, *, speaker: str = "Ada Fenn", more: str = "") -> Story:
    return Story(
        f"{paper}.txt",
        f"{paper} on the lamp",
        [DISPATCH, f"“{SAID}” said {speaker}.", f"{more}“{SHORT},” {speaker} added."],
        [Said(SAID, speaker), Said(SHORT, speaker)],
        actors=((speaker, ()),),
        source=paper,
        date=dt.date(2031, 7, day),
    )


STORIES = (
    printed(PAPERS[0], 9),
    printed(PAPERS[1], 3),
    printed(PAPERS[2], 6, more="A breakwater without a lamp is a rock. "),
    printed("Sarrow Echo", 4, speaker="Bo Lisk"),
    Story("oil.txt", "Who pays for the oil?", [DISPATCH, "Oil is dear."], source="Oil News"),
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    opened = write_index(tmp_path_factory.mktemp("folding") / "index", STORIES)
    yield opened
    opened.close()


def folded(results: Results) -> list[tuple[str | None, int]]:
    return [(hit.source, hit.more) for hit in results]


def test_the_same_words_count_once(papers: IndexReader) -> None:
    found = search(papers, "breakwater went out")
    assert found.total == 1
    assert found[0].more == 4


def test_the_oldest_article_stands_for_the_others_where_scores_are_equal(
    papers: IndexReader,
) -> None:
    found = search(papers, "kind:paragraph breakwater went out")
    assert folded(found) == [("Evening Gull", 4)]


def test_a_better_score_decides_before_age(papers: IndexReader) -> None:
    found = search(papers, "weekly OR monday breakwater")
    assert found[0].source == "Weekly Gull"


def test_the_others_can_be_opened_oldest_first(papers: IndexReader) -> None:
    found = search(papers, "breakwater went out")
    copies = found.copies(0)
    assert [hit.source for hit in copies] == [
        "Sarrow Echo",
        "Weekly Gull",
        "Morning Gull",
        "Oil News",
    ]
    assert {hit.text for hit in copies} == {found[0].text}
    assert {hit.more for hit in copies} == {0}
    assert [span.of(copies[0].text) for span in copies[0].matches] == ["breakwater", "went", "out"]


def test_the_same_words_of_another_speaker_are_another_hit(papers: IndexReader) -> None:
    found = search(papers, "light pays oil kind:quote")
    assert sorted((hit.speaker, hit.more) for hit in found) == [("Ada Fenn", 2), ("Bo Lisk", 0)]


def test_a_few_words_are_said_again_not_printed_again(papers: IndexReader) -> None:
    found = search(papers, "scandal kind:quote")
    assert [hit.more for hit in found] == [0] * 4


def test_only_what_a_search_finds_is_folded(papers: IndexReader) -> None:
    assert folded(search(papers, "pays", filters=['source:"Weekly Gull"'])) == [("Weekly Gull", 0)]
    assert folded(search(papers, "breakwater went", filters=["after:2031-07-05"])) == [
        ("Weekly Gull", 1)
    ]


def test_a_copy_stands_where_the_hit_that_stands_for_it_does(papers: IndexReader) -> None:
    found = search(papers, "breakwater")
    (place,) = [hit.rank - 1 for hit in found if hit.more]
    for copy in found.copies(place):
        assert found.place_of(copy.article, copy.start, PassageKind.PARAGRAPH) == place


def test_all_quotes_of_a_speaker_can_be_walked_through(papers: IndexReader) -> None:
    (ada,) = [actor.id for actor in papers.actors if actor.name == "Ada Fenn"]
    quotes = quotes_by(papers, ada)
    assert [hit.source for hit in quotes] == [
        source for source in ("Evening Gull", "Weekly Gull", "Morning Gull") for _ in range(2)
    ]
    assert [quotes.place_of(hit.article, hit.start, hit.kind) for hit in quotes] == list(range(6))
    assert quotes.copies(0) == []


@pytest.mark.parametrize("order", Order)
def test_no_words_are_listed_twice_in_any_order(papers: IndexReader, order: Order) -> None:
    found = search(papers, "", order=order)
    long = [(hit.text, hit.speaker) for hit in found if len(hit.text.split()) >= 5]
    assert len(long) == len(set(long))
    dispatches, quotes, short_quotes, others = 5, 4, 4, 1
    assert sum(1 + hit.more for hit in found) == dispatches + quotes + short_quotes + others
