"""Actors of an article: which names are one actor, of what kind, and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.actors import find_actors
from index.model import ActorKind, LocalActor, Paragraph, Role, Span


def paragraphs(text: str, role: Role = Role.BODY) -> list[Paragraph]:
    found: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(len(found), Span(start, start + len(line)), role))
        start += len(line) + 1
    return found


def actors(text: str, role: Role = Role.BODY) -> dict[str, LocalActor]:
    return {actor.name: actor for actor in find_actors(text, paragraphs(text, role))}


def mentions(text: str, name: str) -> list[str]:
    return [span.of(text) for span in actors(text)[name].mentions]


def test_family_name_joins_the_full_name_before_and_after_it() -> None:
    text = "Many like Okello here. A word with Lena Okello followed. Okello then left by boat."
    assert mentions(text, "Lena Okello") == ["Okello", "Lena Okello", "Okello"]
    assert actors(text)["Lena Okello"].aliases == ("Okello",)


def test_family_name_stands_first_in_east_asian_names() -> None:
    text = "The envoy Zhou Xiaoming spoke at noon. Later Zhou was seen to leave."
    assert mentions(text, "Zhou Xiaoming") == ["Zhou Xiaoming", "Zhou"]


def test_family_name_that_is_a_word_of_grammar_is_seen() -> None:
    text = "They saw Vice-Premier Liu He at noon. Later Liu was seen to leave."
    assert mentions(text, "Liu He") == ["Liu He", "Liu"]


def test_particles_accents_and_articles_do_not_part_a_person() -> None:
    text = (
        "They met Ana de Vries and Omar al-Karim at the old port with José Muñoz. "
        "Later De Vries sang, and Karim and Munoz could be heard as well."
    )
    assert mentions(text, "Ana de Vries") == ["Ana de Vries", "De Vries"]
    assert mentions(text, "Omar al-Karim") == ["Omar al-Karim", "Karim"]
    assert mentions(text, "José Muñoz") == ["José Muñoz", "Munoz"]


def test_two_people_of_one_family_name_stay_two() -> None:
    text = (
        "The pilot Ana Reyes spoke first. Her rival Tomas Reyes answered at once. "
        "Ms. Reyes sat down. Mr. Reyes did not, and Reyes was told so by the chair."
    )
    assert mentions(text, "Ana Reyes") == ["Ana Reyes", "Ms. Reyes"]
    assert mentions(text, "Tomas Reyes") == ["Tomas Reyes", "Mr. Reyes", "Reyes"]


def test_couple_with_one_family_name_is_two_people() -> None:
    text = "At noon Ana and Tomas Reyes came by boat. Ms. Reyes slept, and so did Mr. Reyes."
    assert mentions(text, "Ana Reyes") == ["Ana", "Ms. Reyes"]
    assert mentions(text, "Tomas Reyes") == ["Tomas Reyes", "Mr. Reyes"]


def test_married_couple_without_given_names_is_two_people() -> None:
    text = "At noon Mr. and Mrs. Harlan came by boat. Then Mrs. Harlan slept in the harbour office."
    assert set(actors(text)) == {"Mr. Harlan", "Mrs. Harlan"}
    assert mentions(text, "Mrs. Harlan") == ["Mrs. Harlan", "Mrs. Harlan"]


def test_mr_and_mrs_are_two_people_where_only_one_is_named_in_full() -> None:
    text = (
        "Vesmira Oduke, the mayor of Pellin, came with her husband. The band stopped. "
        "Mr Oduke, in a wet coat, waved. “Go home,” Mrs Oduke told him, and he went."
    )
    assert mentions(text, "Vesmira Oduke") == ["Vesmira Oduke", "Mrs Oduke"]
    assert mentions(text, "Mr Oduke") == ["Mr Oduke"]


def test_form_of_address_goes_to_whose_role_tells_the_gender() -> None:
    text = (
        "A note by Zerrin Oduke, spokeswoman of the port, was late. President Tavo Oduke "
        "read it. Then Ms. Oduke, no relation, left by the back door."
    )
    assert mentions(text, "Zerrin Oduke") == ["Zerrin Oduke", "Ms. Oduke"]
    assert mentions(text, "Tavo Oduke") == ["Tavo Oduke"]


def test_office_tells_two_people_of_one_family_name_apart() -> None:
    text = (
        "It was Trade Minister Henrik Oduke who came. At the gate Mayor Oduke did not wave. "
        "Later Trade Minister Oduke left alone."
    )
    assert mentions(text, "Henrik Oduke") == ["Henrik Oduke", "Oduke"]
    assert mentions(text, "Oduke") == ["Oduke"]


def test_namesake_named_in_passing_does_not_take_over_the_family_name() -> None:
    text = (
        "It was Tomas Reyes who spoke, and Reyes was loud. Then Reyes sat down. His aunt, "
        "Ruka Reyes, was not there. All the same Reyes waved to her."
    )
    assert mentions(text, "Tomas Reyes") == ["Tomas Reyes", "Reyes", "Reyes", "Reyes"]
    assert actors(text)["Ruka Reyes"].kind is ActorKind.PERSON


def test_family_in_the_plural_is_no_person() -> None:
    text = "They knew Tove Brask well. All the same the Brasks went home, and Brask slept."
    assert set(actors(text)) == {"Tove Brask"}


@pytest.mark.parametrize(
    ("text", "byname"),
    [
        ("It was Rana Ulvik, whom sailors call “the Ferrywoman,” who rose.", "Ferrywoman"),
        ("It was Rana Ulvik, known to most as the Ferrywoman, who rose.", "Ferrywoman"),
        ("Here sat Rana Ulvik, “Mother Heron” to her crew, and slept.", "Heron"),
        ("Here sat Rana Ulvik. Her crew call her “Mother Heron”, she knows.", "Heron"),
    ],
)
def test_byname_that_the_text_ties_to_a_person_is_that_person(text: str, byname: str) -> None:
    assert mentions(f"{text} Later the {byname} sang.", "Rana Ulvik") == [
        "Rana Ulvik",
        byname,
        byname,
    ]


def test_word_in_marks_that_nothing_ties_to_a_person_is_no_byname() -> None:
    text = "Here sat Rana Ulvik and read “Velmora” by the lamp. She said “Velmora” again."
    assert mentions(text, "Rana Ulvik") == ["Rana Ulvik"]


def test_nickname_with_an_article_between_marks_belongs_to_the_name() -> None:
    text = "They saw Jonas “the Foghorn” Brask. Nobody but Brask was on the pier by then."
    assert mentions(text, "Jonas Brask") == ["Jonas “the Foghorn” Brask", "Brask"]


def test_adjective_before_a_known_name_is_no_part_of_it() -> None:
    text = "They saw Henrik Oduke in Norland. Poor Henrik slept. Then Cheeky Norland laughed."
    assert mentions(text, "Henrik Oduke") == ["Henrik Oduke", "Henrik"]
    assert mentions(text, "Norland") == ["Norland", "Norland"]


def test_full_name_after_to_is_a_person() -> None:
    text = "They took a copy to Zunde Quarrow in the evening. It was late."
    assert actors(text)["Zunde Quarrow"].kind is ActorKind.PERSON


def test_two_middle_initials_are_two_people() -> None:
    text = "They compared Lena K. Pryce with Lena T. Pryce for an hour, and nobody knew why."
    assert set(actors(text)) == {"Lena K. Pryce", "Lena T. Pryce"}


def test_nickname_between_marks_belongs_to_the_name() -> None:
    text = "The skipper Jonas “Foghorn” Brask waved. Nobody but Brask was on the pier by then."
    assert mentions(text, "Jonas Brask") == ["Jonas “Foghorn” Brask", "Brask"]


def test_acronym_joins_its_expansion() -> None:
    text = (
        "The National Rail Union (NRU) met at noon. A note of the NRU was read to the press. "
        "It named the Harbour Workers Guild too, and HWG members cheered in the street."
    )
    assert mentions(text, "National Rail Union") == ["National Rail Union", "NRU", "NRU"]
    assert mentions(text, "Harbour Workers Guild") == ["Harbour Workers Guild", "HWG"]


def test_company_may_drop_the_word_for_what_it_is() -> None:
    text = "A note by Zorn Lantern Lines was read. Nobody at Zorn Lantern or Pellin Mutual knew."
    assert mentions(text, "Zorn Lantern Lines") == ["Zorn Lantern Lines", "Zorn Lantern"]


def test_given_name_may_be_cut_short() -> None:
    text = "They saw Teodor Oduke by the lamp. Everybody liked Teo. Nobody knew Teodora."
    assert mentions(text, "Teodor Oduke") == ["Teodor Oduke", "Teo"]


def test_name_cut_short_that_two_people_may_have_is_neither() -> None:
    text = "They saw Teodor Oduke and Teodora Ulvik by the lamp. Everybody liked Teo."
    assert mentions(text, "Teodor Oduke") == ["Teodor Oduke"]


def test_one_ministry_of_two_states_is_two_actors() -> None:
    text = (
        "A note of Norland’s Foreign Ministry crossed one of Corrania’s Foreign Ministry at sea. "
        "The Norland’s Foreign Ministry copy was wet."
    )
    found = actors(text)
    assert found["Norland’s Foreign Ministry"].kind is ActorKind.ORGANISATION
    assert found["Corrania’s Foreign Ministry"].kind is ActorKind.ORGANISATION
    assert found["Norland"].kind is ActorKind.PLACE


def test_ministry_without_a_state_joins_the_only_one_with_a_state() -> None:
    text = (
        "A note of the Chinese Commerce Ministry came. Then the Ministry of Commerce slept on it."
    )
    (ministry,) = actors(text).values()
    assert ministry.name == "Chinese Commerce Ministry"
    assert ministry.aliases == ("Ministry of Commerce",)


def test_ministries_in_two_capitals_are_two_actors_with_names_that_tell_them_apart() -> None:
    text = (
        "It is nothing, the Ministry of Trade in Pellin said. It is theft, said the Ministry of "
        "Trade here in Quarr. Nobody asked the Ministry of Trade again."
    )
    assert mentions(text, "Ministry of Trade in Pellin") == ["Ministry of Trade"]
    assert mentions(text, "Ministry of Trade in Quarr") == ["Ministry of Trade"] * 2


@pytest.mark.parametrize(
    "tie",
    [
        "In Pellin, the Ministry of Trade of Corrania slept.",
        "They went to Pellin, the capital of Corrania, to see the Ministry of Trade of Corrania.",
        "They went to Corrania's capital, Pellin, to see the Ministry of Trade of Corrania.",
    ],
)
def test_ministry_in_a_capital_is_that_of_the_state_the_article_ties_it_to(tie: str) -> None:
    text = f"A copy of Ostrania's Ministry of Trade was wet. {tie} So did the Trade Ministry in "
    found = actors(f"{text}Pellin. The Trade Ministry in Quarr did not.")
    ministries = {name: a.aliases for name, a in found.items() if "Ministry" in name}
    assert ministries == {
        "Ostrania's Ministry of Trade": ("Trade Ministry in Quarr",),
        "Ministry of Trade of Corrania": ("Trade Ministry in Pellin",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "A note of Corrania’s own Foreign Ministry fell. Then Corrania's Foreign Ministry slept.",
        "In Corrania nothing stirred. A clerk of its Foreign Ministry slept at Corrania's "
        "Foreign Ministry.",
        "A note of Japan's Foreign Ministry was wet. Then the Foreign Ministry in Tokyo slept.",
    ],
)
def test_ways_to_say_whose_ministry_it_is(text: str) -> None:
    (ministry,) = [actor for actor in actors(text).values() if "Ministry" in actor.name]
    assert len(ministry.mentions) == 2


def test_ministry_of_the_state_named_before_is_shown_with_it() -> None:
    text = "In Corrania nothing stirred. A clerk of its Foreign Ministry slept."
    assert mentions(text, "Corrania's Foreign Ministry") == ["Foreign Ministry"]


def test_names_of_one_territory_are_one_place() -> None:
    text = "From the United States to the US it is not far, said a man in the U.S. on a bench."
    (place,) = actors(text).values()
    assert place.kind is ActorKind.PLACE
    assert len(place.mentions) == 3


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They live in Velmora now, and Velmora is small.", "Velmora", ActorKind.PLACE),
        ("A song by Okello, who likes it, was heard.", "Okello", ActorKind.PERSON),
        ("It rains a lot, according to Okello.", "Okello", ActorKind.PERSON),
        ("The ZKX was asked but nobody there knew.", "ZKX", ActorKind.ORGANISATION),
        ("The captain of the Corona, which slept, was late.", "Corona", ActorKind.OTHER),
        ("They took the ferry Zephra home. Zephra was late.", "Zephra", ActorKind.OTHER),
        ("They waited for the *Zephra* to pass. Zephra said so.", "Zephra", ActorKind.OTHER),
        ("It began in the Okello administration.", "Okello", ActorKind.PERSON),
        ("VELMORA — The council met at noon to talk.", "VELMORA", ActorKind.PLACE),
    ],
)
def test_kind_of_an_unknown_name_is_told_by_its_neighbours(
    text: str, name: str, kind: ActorKind
) -> None:
    assert actors(text)[name].kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Reportedly, nothing happened. Irreconcilable views remain. Enactment is near.",
        "On Monday, in March and on Sundays, nothing happened at all.",
        "Some Republicans and the Prime Minister were asked by the Chinese.",
        "The word “Remain Worlds Apart” was printed there in large letters.",
        "It was shut from Michaelmas to New Year, and on Ash Wednesday.",
        "Twenty-two were wet. Engine-room doors were shut.",
    ],
)
def test_no_actors(text: str) -> None:
    assert actors(text) == {}


def test_headline_gives_only_names_that_are_known() -> None:
    text = "Okello and Norland Remain Worlds Apart\n\nIt was Lena Okello who said so in Norland."
    found = actors(text)
    assert set(found) == {"Lena Okello", "Norland"}
    assert len(found["Lena Okello"].mentions) == 2


def test_shouted_headline_is_read_as_other_words_are() -> None:
    text = "LENA OKELLO WINS\n\nIt was Lena Okello who won, and Okello smiled at it."
    assert mentions(text, "Lena Okello") == ["LENA OKELLO", "Lena Okello", "Okello"]


def test_people_of_a_place_are_no_actor() -> None:
    text = "They live in Velmora now. A Velmoran pilot and two Velmorans were seen to leave."
    assert set(actors(text)) == {"Velmora"}


def test_boilerplate_is_not_read() -> None:
    assert actors("A word with Lena Okello followed.", Role.BOILERPLATE) == {}


def test_names_inside_quotes_count() -> None:
    assert set(actors("“I saw Lena Okello there,” she said to nobody.")) == {"Lena Okello"}


PARTS = (
    *("Ana de Vries", "Mr.", "Mrs.", "Okello", "and", "(NRU)", "National Rail Union", "’s"),
    *("Norland", "“", "”", ". ", ", ", "Foreign Ministry", "of", "The", "JOSÉ", "Kim Jong-un"),
    *("said", "in", "\n", "e\u0301", "🙂", "al-Karim", "U.S."),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_mentions_are_inside_the_text_in_order_and_apart(parts: list[str]) -> None:
    text = " ".join(parts)
    found = find_actors(text, paragraphs(text))
    spans = sorted(span for actor in found for span in actor.mentions)
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for actor in found:
        assert list(actor.mentions) == sorted(actor.mentions)
        assert actor.name not in actor.aliases
        assert all(0 <= span.start < span.end <= len(text) for span in actor.mentions)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("We met the mayor of Corrin at last.", "Corrin", ActorKind.PLACE),
        ("They lived on the outskirts of Corrin then.", "Corrin", ActorKind.PLACE),
        ("It was said Corrin's new foreign minister sang.", "Corrin", ActorKind.PLACE),
        ("They sat in the boathouse of the Hotel Corrin at noon.", "Hotel Corrin", ActorKind.PLACE),
        ("PELL, June 3 (Harbourwire) - Ships sailed.", "Harbourwire", ActorKind.ORGANISATION),
        ("She wrote for Bulk & Anchor then.", "Bulk & Anchor", ActorKind.ORGANISATION),
    ],
)
def test_kind_is_told_by_what_only_a_place_or_a_firm_has(
    text: str, name: str, kind: ActorKind
) -> None:
    assert actors(text)[name].kind is kind


def test_given_name_that_no_list_has_means_the_person_named_in_full() -> None:
    text = "They met Nadezhka Ilvanova there. Later Nadezhka was seen to leave."
    assert mentions(text, "Nadezhka Ilvanova") == ["Nadezhka Ilvanova", "Nadezhka"]


def test_place_in_front_of_a_name_is_not_that_person() -> None:
    text = "In Corrinburg they met. The Corrinburg Hargrove was seen, and left."
    assert "Corrinburg" in actors(text)
