"""Actors over a corpus: what is merged on strong evidence, and what is not."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.merging import merge_actors
from index.model import Actor, ActorKind, LocalActor, Span

PERSON, ORGANISATION = ActorKind.PERSON, ActorKind.ORGANISATION
PLACE, OTHER = ActorKind.PLACE, ActorKind.OTHER


def local(name: str, *aliases: str, kind: ActorKind = PERSON) -> LocalActor:
    return LocalActor(name, kind, aliases, (Span(0, 1),))


def merged(*articles: list[LocalActor]) -> list[list[str]]:
    """Return the names of the local actors that each actor of the corpus unites."""
    actors, ids = merge_actors(articles)
    flat = [actor.name for article in articles for actor in article]
    return [
        [name for name, number in zip(flat, ids, strict=True) if number == actor.id]
        for actor in actors
    ]


def actor(*articles: list[LocalActor]) -> Actor:
    (only,) = merge_actors(articles)[0]
    return only


def test_equal_names_merge_in_spite_of_accents_and_case() -> None:
    united = actor([local("José Muñoz")], [local("JOSE MUNOZ")], [local("José Muñoz")])
    assert (united.name, united.aliases) == ("José Muñoz", ("JOSE MUNOZ",))


def test_equal_names_of_another_kind_stay_apart() -> None:
    assert len(merged([local("Lena Marsh")], [local("Lena Marsh", kind=PLACE)])) == 2


def test_family_name_joins_its_only_bearer() -> None:
    united = actor([local("Lena Okello")], [local("Okello")], [local("Ms. Okello")])
    assert united.name == "Lena Okello"
    assert united.aliases == ("Ms. Okello", "Okello")


def test_family_name_of_two_people_joins_neither() -> None:
    groups = merged([local("Lena Okello")], [local("Omar Okello")], [local("Okello")])
    assert groups == [["Lena Okello"], ["Omar Okello"], ["Okello"]]


def test_family_name_joins_who_outweighs_all_others() -> None:
    many = [[local("Lena Okello")] for _ in range(12)]
    groups = merged(*many, [local("Omar Okello")], [local("Okello")])
    assert [len(group) for group in groups] == [13, 1]


def test_honorific_of_another_gender_joins_nobody() -> None:
    assert len(merged([local("Lena Okello")], [local("Mr. Okello")])) == 2


def test_ordinary_word_is_no_family_name_of_a_person_named_once() -> None:
    assert len(merged([local("Lena Marsh")], [local("Marsh")])) == 2


def test_middle_initial_joins_unless_two_are_about() -> None:
    assert len(merged([local("Lena Pryce")], [local("Lena K. Pryce")])) == 1
    assert len(merged([local("Lena K. Pryce")], [local("Lena T. Pryce")])) == 2


def test_junior_is_another_person() -> None:
    assert len(merged([local("Omar Pryce")], [local("Omar Pryce Jr")])) == 2


def test_short_given_name_joins_the_full_one() -> None:
    assert len(merged([local("William Pryce")], [local("Bill Pryce")])) == 1


def test_spellings_of_one_given_name_merge() -> None:
    assert len(merged([local("Mohammed Karimov")], [local("Muhammad Karimov")])) == 1


def test_rare_slip_joins_the_common_spelling() -> None:
    right = [[local("Lena Levandowski")] for _ in range(3)]
    assert merged(*right, [local("Lena Levandovski")])[0][-1] == "Lena Levandovski"


def test_two_common_spellings_are_two_people() -> None:
    assert len(merged([local("Lena Levandowski")], [local("Lena Levandovski")])) == 2


def test_two_known_given_names_are_no_slip() -> None:
    many = [[local("Angelica Okello")] for _ in range(9)]
    assert len(merged(*many, [local("Angelina Okello")])) == 2


def test_acronym_joins_the_union_that_an_article_calls_both() -> None:
    union = local("National Rail Union", "NRU", kind=ORGANISATION)
    lone = local("NRU", kind=ORGANISATION)
    united = actor([union], [lone], [lone])
    assert (united.name, united.aliases) == ("National Rail Union", ("NRU",))


def test_acronym_of_two_unions_joins_neither() -> None:
    rail = local("National Rail Union", "NRU", kind=ORGANISATION)
    road = local("Northern Road Union", "NRU", kind=ORGANISATION)
    assert len(merged([rail], [road], [local("NRU", kind=ORGANISATION)])) == 3


def test_one_ministry_of_two_states_is_two_actors() -> None:
    chinese = local("Chinese Foreign Ministry", kind=ORGANISATION)
    japanese = local("Japan’s Foreign Ministry", kind=ORGANISATION)
    bare = local("Foreign Ministry", kind=ORGANISATION)
    assert merged([chinese], [japanese], [bare]) == [
        ["Chinese Foreign Ministry"],
        ["Japan’s Foreign Ministry"],
        ["Foreign Ministry"],
    ]


def test_ministry_is_one_however_its_words_are_ordered() -> None:
    forms = ["China’s Commerce Ministry", "Chinese Ministry of Commerce", "Commerce Ministry"]
    assert len(merged([local(form, kind=ORGANISATION) for form in forms])) == 1


def test_invented_states_own_ministries_too() -> None:
    norland = local("Norland’s Ministry of Trade", kind=ORGANISATION)
    again = local("Ministry of Trade of Norland", kind=ORGANISATION)
    corrania = local("Corrania’s Ministry of Trade", kind=ORGANISATION)
    assert [len(group) for group in merged([norland], [again], [corrania])] == [2, 1]


def test_places_of_one_territory_merge() -> None:
    forms = ["US", "U.S.", "United States", "America"]
    assert len(merged([local(form, kind=PLACE) for form in forms])) == 1


def test_unclear_name_joins_the_same_words_with_a_kind() -> None:
    assert len(merged([local("Velmora", kind=PLACE)], [local("Velmora", kind=OTHER)])) == 1


def test_seldom_expansion_is_not_shown() -> None:
    long = local("Great Old Grange", "GOG", kind=ORGANISATION)
    short = [[local("GOG", kind=ORGANISATION)] for _ in range(40)]
    assert actor([long], *short).name == "GOG"


def test_nothing_gives_nothing() -> None:
    actors, ids = merge_actors([[], []])
    assert actors == ()
    assert ids.dtype == np.int32
    assert ids.shape == (0,)


NAMES = ["Lena Okello", "Omar Okello", "Okello", "Mr. Okello", "NRU", "Velmora", "Mr. Pryce"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.builds(
                lambda name, kind: local(name, "NRU", kind=kind),
                st.sampled_from(NAMES),
                st.sampled_from(list(ActorKind)),
            ),
            max_size=5,
        ),
        max_size=8,
    )
)
def test_every_local_actor_has_an_actor_and_ids_are_dense(articles: list[list[LocalActor]]) -> None:
    actors, ids = merge_actors(articles)
    assert len(ids) == sum(map(len, articles))
    assert set(ids.tolist()) == set(range(len(actors)))
    assert [actor.id for actor in actors] == list(range(len(actors)))
    again, same = merge_actors(articles)
    assert again == actors
    assert same.tolist() == ids.tolist()


def test_byname_joins_the_only_person_that_articles_call_so() -> None:
    told, lone = local("Rana Ulvik", "Ferrywoman"), local("Ferrywoman", kind=ActorKind.OTHER)
    assert actor([told], [lone]).name == "Rana Ulvik"
    assert len(merged([told], [local("Oda Brask", "Ferrywoman")], [lone])) == 3


def test_family_name_joins_who_goes_by_it_most() -> None:
    many = [[local("Barok Okello", "Okello")] for _ in range(30)]
    others = [[local("Micha Okello")] for _ in range(9)]
    united = merged(*many, *others, [local("Okello", kind=ActorKind.PLACE)])
    assert [len(group) for group in united] == [31, 9]


def test_honorific_joins_who_is_known_to_be_of_its_gender() -> None:
    many = [[local("Barok Okello", "Okello")] for _ in range(30)]
    groups = merged(*many, [local("Lena Okello")], [local("Lena Okello")], [local("Ms. Okello")])
    assert [len(group) for group in groups] == [30, 3]


def test_given_name_that_may_be_a_particle_makes_a_full_name() -> None:
    assert len(merged([local("Ben Okello")], [local("Ben Okello")], [local("Okello")])) == 1


def test_kind_that_most_articles_leave_open_stays_open() -> None:
    open_ = [[local("Corona", kind=ActorKind.OTHER)] for _ in range(8)]
    assert actor(*open_, [local("Corona")]).kind is ActorKind.OTHER
    assert actor(*open_[:2], [local("Corona")]).kind is PERSON


def test_two_words_that_most_articles_take_for_a_place_are_one() -> None:
    place = local("Zaun Steep", kind=ActorKind.PLACE)
    assert actor([place], [place], [local("Zaun Steep")]).kind is ActorKind.PLACE


def ministry(name: str, *aliases: str) -> LocalActor:
    return local(name, *aliases, kind=ORGANISATION)


def test_apostrophe_and_word_order_do_not_part_a_ministry() -> None:
    forms = ("Corrania’s Ministry of Trade", "Corrania's Ministry of Trade")
    groups = merged(*([ministry(form)] for form in (*forms, "Ministry of Trade of Corrania")))
    assert len(groups) == 1


def test_ministry_in_a_capital_joins_the_state_that_an_article_ties_it_to() -> None:
    told = ministry("Corrania's Ministry of Trade", "Trade Ministry in Pellin")
    groups = merged(
        [told], [ministry("Foreign Ministry in Pellin")], [ministry("Corrania's Foreign Ministry")]
    )
    assert [len(group) for group in groups] == [1, 2]


def test_capital_and_state_that_are_left_over_belong_together() -> None:
    told = ministry("Corrania's Ministry of Trade", "Trade Ministry in Pellin")
    groups = merged(
        [told], [ministry("Ostrania's Trade Ministry")], [ministry("Trade Ministry in Quarr")]
    )
    assert [len(group) for group in groups] == [1, 2]


def test_ministries_in_two_capitals_that_nothing_ties_to_a_state_stay_apart() -> None:
    groups = merged(
        [ministry("Ministry of Trade in Pellin")],
        [ministry("Ministry of Trade in Quarr")],
        [ministry("Corrania's Ministry of Trade")],
        [ministry("Ministry of Trade")],
    )
    assert len(groups) == 4
