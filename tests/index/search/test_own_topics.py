"""Topics of the user's own filter, are counted, and cannot break a search."""

from __future__ import annotations

import pytest

from index.corrections.model import NamedTopic
from index.postings import IndexReader
from index.search import Results, all_topics, search


def find(
    reader: IndexReader, query: str, *topics: NamedTopic, filters: tuple[str, ...] = ()
) -> Results:
    return search(reader, query, filters=filters, topics=topics)


def texts(results: Results) -> list[str]:
    return sorted(hit.text for hit in results)


def own(results: Results) -> dict[str, int]:
    return {each.label: each.count for each in results.topics if each.own}


def test_a_topic_filters_as_its_query_does(reader: IndexReader) -> None:
    topic = NamedTopic("Money", "toll AND ferry")
    found = find(reader, 'topic:"Money"', topic)
    assert texts(found) == texts(find(reader, "toll AND ferry")) != []
    assert not found.notes


def test_topics_are_counted_in_the_current_results(reader: IndexReader) -> None:
    toll, none = NamedTopic("Money", "toll"), NamedTopic("Nothing", "zyzzyva")
    results = find(reader, "ferry", toll, none)
    both = len(find(reader, "ferry", toll, filters=('topic:"Money"',)))
    assert own(results) == {"Money": both}
    assert 0 < both < len(results)
    assert results.topics[0].own
    ids = [each.id for each in results.topics]
    assert len(set(ids)) == len(ids)
    assert [each.id for each in results.topics[1:]] == ids[1:]
    assert results.topics[-1] == list(results.topics)[-1]


def test_all_topics_end_with_the_users(reader: IndexReader) -> None:
    topics = all_topics(reader, [NamedTopic("Money", "toll")])
    assert list(topics)[:-1] == list(reader.topics)
    last = topics[len(topics) - 1]
    assert (last.id, last.label, last.terms, last.own) == (
        len(reader.topics),
        "Money",
        ("toll",),
        True,
    )
    assert last.passages == len({(hit.article, hit.paragraph) for hit in find(reader, "toll")})
    assert all_topics(reader, []) == reader.topics


def test_the_words_of_a_topic_are_highlighted(reader: IndexReader) -> None:
    hit = find(reader, "topic:Money", NamedTopic("Money", "toll"))[0]
    assert {span.of(hit.text).lower() for span in hit.matches} <= {"toll", "tolls"}
    assert hit.matches


def test_a_topic_may_use_those_above_it_and_not_itself(reader: IndexReader) -> None:
    toll = NamedTopic("Money", "toll")
    both = NamedTopic("Both", "topic:Money ferry")
    assert texts(find(reader, "topic:Both", toll, both)) == texts(find(reader, "toll ferry"))
    turned = find(reader, "topic:Both", NamedTopic("Both", "topic:Both"))
    assert not turned
    assert any("nothing is called" in note for note in turned.notes)
    assert any(note.startswith("topic “Both”: ") for note in turned.notes)


@pytest.mark.parametrize("query", ["(((", '"', "kind:x", "-", "OR OR", "date:tomorrow"])
def test_a_broken_query_is_a_note(reader: IndexReader, query: str) -> None:
    broken, toll = NamedTopic("Broken", query), NamedTopic("Money", "toll")
    assert find(reader, "ferry", broken, toll).total == find(reader, "ferry").total
    results = find(reader, "topic:Broken", broken, toll)
    assert any(note.startswith("topic “Broken”: ") for note in results.notes)
    assert own(find(reader, "", broken, toll)).keys() == {"Money"}


def test_a_topic_of_the_corpus_of_that_very_name_gives_way(reader: IndexReader) -> None:
    name = reader.topics[0].label
    before = texts(find(reader, f'topic:"{name}"'))
    now = texts(find(reader, f'topic:"{name}"', NamedTopic(name, "toll -ferry")))
    assert now == texts(find(reader, "toll -ferry")) != before


def test_a_topic_of_the_corpus_that_fits_better_is_taken(reader: IndexReader) -> None:
    name = reader.topics[0].label
    longer = NamedTopic(f"{name} of old", "zyzzyva")
    assert (
        texts(find(reader, f"topic:{name.split()[0]}", longer))
        == texts(find(reader, f"topic:{name.split()[0]}"))
        or len(name.split()) > 1
    )
    assert texts(find(reader, f'topic:"{name}"', longer)) == texts(find(reader, f'topic:"{name}"'))


def test_what_the_user_renames_a_topic_to_is_known_at_once(reader: IndexReader) -> None:
    assert own(find(reader, "ferry", NamedTopic("Money", "toll"))).keys() == {"Money"}
    assert own(find(reader, "ferry", NamedTopic("Tolls", "toll"))).keys() == {"Tolls"}
    assert own(find(reader, "ferry")) == {}
