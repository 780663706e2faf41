"""Topics of a corpus: which candidates are chosen, how they are labelled and merged."""

from itertools import product

import numpy as np
import pytest

from index.extraction.stemming import stem_phrase
from index.extraction.topic_ranking import MOST_TOPICS, rank_topics
from index.model import Phrase, Span


def phrase(label: str, times: int = 1) -> Phrase:
    spans = tuple(Span(10 * place, 10 * place + 5) for place in range(times))
    return Phrase(stem_phrase(label), label, spans)


def article(*labels: str) -> list[Phrase]:
    return [phrase(label) for label in labels]


def filler(count: int) -> list[list[Phrase]]:
    """Return articles that share no term with any other."""
    return [article(f"odd matter{chr(97 + i % 26) * (1 + i // 26)}") for i in range(count)]


def labels(articles: list[list[Phrase]]) -> list[str]:
    return [topic.label for topic in rank_topics(articles)[0]]


def test_terms_of_several_articles_come_first() -> None:
    articles = [article("trade deal"), article("trade deal"), article("sea fog"), *filler(4)]
    assert labels(articles)[0] == "trade deal"


def test_map_gives_every_phrase_its_topic_in_flattened_order() -> None:
    articles = [article("trade deal", "sea fog"), [], article("trade deals"), *filler(4)]
    topics, numbers = rank_topics(articles)
    assert numbers.dtype == np.int32
    assert len(numbers) == 7
    assert [topic.id for topic in topics] == list(range(len(topics)))
    (trade,) = [topic.id for topic in topics if topic.label == "trade deal"]
    assert np.flatnonzero(numbers == trade).tolist() == [0, 2]
    assert numbers[1] == -1


def test_label_is_the_commonest_form() -> None:
    articles = [article("steel tariffs"), article("steel tariff"), article("steel tariffs")]
    assert labels([*articles, *filler(4)]) == ["steel tariffs"]


def test_part_of_a_longer_term_is_no_topic() -> None:
    same = article("federal minimum", "federal minimum wage", "minimum wage")
    chosen = labels([*[same] * 4, article("minimum wage"), article("minimum wage"), *filler(4)])
    assert "federal minimum" not in chosen
    assert "minimum wage" in chosen


def test_longer_term_tags_the_topic_that_it_ends_with() -> None:
    articles = [
        *[article("trade deal")] * 4,
        article("global trade deal", "trade deal"),
        article("global trade deal", "trade deal"),
        *filler(4),
    ]
    topics, numbers = rank_topics(articles)
    assert [topic.label for topic in topics] == ["trade deal"]
    assert topics[0].terms == ("trade deal", "global trade deal")
    assert numbers[:8].tolist() == [0] * 8


def test_term_of_one_article_tags_the_topic_that_it_ends_with() -> None:
    articles = [*[article("trade deal")] * 3, article("sweeping trade deal"), *filler(4)]
    assert rank_topics(articles)[1][3] == 0


def test_spellings_are_one_topic() -> None:
    pairs = [("labour unions", "labor unions"), ("health care", "healthcare")]
    pairs.append(("parliamentary vote", "parlamentary vote"))
    for one, other in pairs:
        articles = [*[article(one)] * 4, *[article(other)] * 3, *filler(4)]
        assert labels(articles) == [one]


def test_text_that_is_printed_again_and_again_is_no_topic() -> None:
    note = ("serial trader", "harbour brawl", "goat cheese")
    articles = [*[article(*note)] * 12, *[article("trade deal")] * 12, *filler(20)]
    assert labels(articles) == ["trade deal"]


def test_few_articles_that_share_nothing_have_topics_all_the_same() -> None:
    articles = [[phrase("sea fog", 4), phrase("goat cheese", 1)], *filler(5)]
    assert labels(articles) == ["sea fog"]


def test_number_of_topics_is_bounded() -> None:
    words = list(map("".join, product("abcdefghi", repeat=3)))
    articles = [article(*(f"{word}x matter" for word in words))] * 2 + filler(10)
    assert len(labels(articles)) <= MOST_TOPICS


def test_order_does_not_depend_on_hashing() -> None:
    articles = [article("trade deal", "sea fog", "goat cheese"), *filler(3)] * 3
    assert labels(articles) == labels(articles)
    assert labels(articles)[:3] == sorted(labels(articles)[:3])


def test_nothing_gives_nothing() -> None:
    topics, numbers = rank_topics([])
    assert topics == ()
    assert numbers.shape == (0,)


@pytest.mark.parametrize(
    ("common", "rarer"),
    [
        ("trade deal", "trade agreement"),
        ("terror attacks", "terrorist attacks"),
        ("climate change", "global warming"),
        ("undocumented immigrants", "illegal migrants"),
    ],
)
def test_terms_of_one_meaning_are_one_topic(common: str, rarer: str) -> None:
    topics, numbers = rank_topics([*[article(common)] * 12, *[article(rarer)] * 9, *filler(5)])
    assert [topic.label for topic in topics] == [common]
    assert topics[0].terms == (common, rarer)
    assert numbers[:21].tolist() == [0] * 21


def test_term_of_one_article_tags_the_topic_of_its_meaning() -> None:
    articles = [*[article("trade deal")] * 3, article("new trade pact"), *filler(20)]
    assert rank_topics(articles)[1][3] == 0


def test_words_alone_are_united_with_nothing_of_like_meaning() -> None:
    topics, _ = rank_topics([*[article("deal")] * 4, *[article("accord")] * 4, *filler(20)])
    assert {topic.label for topic in topics} == {"deal", "accord"}


def test_what_a_few_articles_come_back_to_is_before_what_they_share_by_chance() -> None:
    first = [phrase("sea fog", 5), phrase("tin roof")]
    second = [phrase("goat cheese", 4), phrase("tin roof")]
    assert labels([first, second, *filler(3)]) == ["sea fog", "goat cheese", "tin roof"]


def test_part_of_a_term_of_a_few_articles_is_no_topic() -> None:
    one = [phrase("care spending", 4), phrase("health care spending", 4), phrase("health care", 9)]
    assert labels([one, *filler(4)]) == ["health care", "health care spending"]


def test_terms_whose_words_come_again_fill_the_list_of_a_few_articles() -> None:
    one = [phrase("sea fog", 4), phrase("fog horn", 3), phrase("sea horn"), phrase("wet goat")]
    chosen = labels([one, *filler(4)])
    assert "sea horn" in chosen
    assert "wet goat" not in chosen


def test_a_long_enough_list_of_a_few_articles_is_not_filled() -> None:
    told = [phrase(f"{kind} lamp", 3) for kind in ("oil", "gas", "bay", "red", "pit", "hay")]
    one = [*told, phrase("sea fog", 4), phrase("fog horn", 3), phrase("sea horn")]
    assert "sea horn" not in labels([one, *filler(4)])


def test_two_articles_of_some_dozens_share_a_term_by_chance_unless_it_is_said_again() -> None:
    first = [phrase("sea fog", 2), phrase("tin roof"), phrase("wet goat")]
    second = [phrase("sea fog", 2), phrase("tin roof"), phrase("wet goat")]
    told = [article(f"{kind} lamp") for kind in "abcdefghijklmnopqrst"]
    chosen = labels([first, second, *told, *told, *told])
    assert "sea fog" in chosen
    assert "tin roof" not in chosen


def test_handful_of_articles_has_topics_of_one_mention() -> None:
    assert set(labels([article("sea fog", "goat cheese")])) == {"sea fog", "goat cheese"}
