"""Whom a speaker's mention stands for, by what the article says elsewhere."""

import pytest

from index.extraction.quotes import find_quotes
from index.model import Paragraph, Span
from tests.index.extraction.speaking import said, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ana Brandt, the lamp reeve of Orrin, met Tomas Holt. “It holds,” the reeve said.",
            "Ana Brandt",
        ),
        (
            "The harbourmaster, Ana Brandt, met Tomas Holt. “It holds,” the harbourmaster said.",
            "Ana Brandt",
        ),
        (
            "President Ana Brandt met Mayor Tomas Holt. “It holds,” the president said.",
            "Ana Brandt",
        ),
        (
            "Ana Brandt, the pilot, met Tomas Holt, the pilot’s cook. “It holds,” the pilot said.",
            "Ana Brandt",
        ),
        (
            "The mayor of Orrin rose early.\n\n“It holds,” Ana Brandt said.\n\nNobody spoke."
            "\n\n“It does,” the mayor said.",
            "Ana Brandt",
        ),
    ],
)
def test_definite_role_is_the_person_introduced_so(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_description_of_somebody_without_a_name_stays_one() -> None:
    text = "Ana Brandt met a pilot at the quay. “It holds,” the pilot said."
    assert speakers(text) == ["the pilot"]


def test_form_of_address_chooses_between_namesakes() -> None:
    text = (
        "Helen Brandt married Peter Brandt in Orrin.\n\n“It holds,” Mr. Brandt said.\n\n"
        "“It does not,” Mrs. Brandt said."
    )
    assert speakers(text) == ["Peter Brandt", "Helen Brandt"]


def test_rank_chooses_between_namesakes() -> None:
    text = (
        "Captain Osric Vell and Admiral Ysolde Vell are brother and sister.\n\n"
        "“It holds,” Captain Vell said."
    )
    assert speakers(text) == ["Osric Vell"]


def test_his_wife_is_the_woman_of_his_surname() -> None:
    text = (
        "Helen Brandt rose.\n\nPeter Brandt sat down. “It holds,” he said. "
        "“It does not,” his wife said."
    )
    assert speakers(text) == ["Peter Brandt", "Helen Brandt"]


def test_gender_is_learnt_from_the_pronoun_after_a_name() -> None:
    text = (
        "Yslan Torv met Vessel Arn. Ms. Torv had come on foot.\n\nVessel Arn smiled."
        "\n\n“It holds,” she said."
    )
    assert speakers(text) == ["Yslan Torv"]


def test_object_pronoun_tells_nothing_of_its_subject() -> None:
    text = (
        "Yslan Torv watched him from the gallery. She had come on foot.\n\n"
        "Vessel Arn, the spokesman, sat down.\n\n“It holds,” she said."
    )
    assert speakers(text) == ["Yslan Torv"]


def test_pronoun_is_the_person_without_a_name_who_began_the_sentence() -> None:
    text = "Ana Brandt left at noon.\n\nThe widow of a cooper came in. “It holds,” she said."
    assert speakers(text) == ["The widow of a cooper"]


def test_nickname_between_the_names_is_known_later() -> None:
    text = "Nora “Mother Crane” Ilvane rose.\n\nTomas Holt left.\n\n“It holds,” Mother Crane said."
    assert speakers(text)[-1] == "Nora Ilvane"


def test_epithet_with_a_given_name_is_the_person_of_that_given_name() -> None:
    text = "Tomas Holt rose. “It holds,” says Handsome Tomas."
    assert speakers(text) == ["Tomas Holt"]


def test_i_is_the_author_of_the_byline() -> None:
    text = "In this column I called the due “a sensible little tax.”"
    assert speakers(text, byline="By Ana Brandt") == ["Ana Brandt"]


def test_author_of_the_byline_is_no_he_or_she() -> None:
    text = "By Ana Brandt\n\nYslan Torv came in. Ms. Torv sat down. “It holds,” she said."
    assert speakers(text, byline="Ana Brandt") == ["Yslan Torv"]


def test_it_is_the_organisation_that_spoke() -> None:
    text = "The Herring Board met on Monday. “It holds,” it said."
    assert speakers(text) == ["Herring Board"]


def test_head_noun_is_the_organisation_of_that_name() -> None:
    text = (
        "The Orrin Pilotage Company sued the Coopers' Guild of Pell. “It holds,” the company said."
        " “It does not,” the guild said."
    )
    assert speakers(text) == ["Orrin Pilotage Company", "Coopers' Guild of Pell"]


def test_ministry_keeps_its_owner_where_two_states_have_one() -> None:
    text = (
        "The Ministry of Trade in Orrin rose. The Ministry of Trade in Pell sat down.\n\n"
        "“It holds,” the Ministry of Trade in Pell said."
    )
    assert speakers(text) == ["Ministry of Trade in Pell"]


def test_part_of_a_document_speaks_for_the_document() -> None:
    text = "They signed the Harbour Treaty. “No ship shall wait,” the third paragraph says."
    assert speakers(text) == ["Harbour Treaty"]


def test_i_inside_a_quote_is_whoever_speaks_it() -> None:
    text = "“I told him, ‘Sell the old boat,’ and he did,” Ana Brandt said."
    assert speakers(text) == ["Ana Brandt", "Ana Brandt"]


def test_whom_a_quote_addresses_does_not_speak_it() -> None:
    text = "Helen Brandt met Anna Holt. “Anna, mind the old step,” she said."
    assert speakers(text) == ["Helen Brandt"]


def test_question_and_answer_without_cues_alternate() -> None:
    text = (
        "“Who built this?” Ana Brandt asked.\n\n“My uncle,” Tomas Holt replied.\n\n"
        "“What was he paid?”\n\n“Fourteen crowns a day.”\n\n“So it was cheap.”"
    )
    assert speakers(text) == ["Ana Brandt", "Tomas Holt"] * 2 + ["Ana Brandt"]


def test_no_opens_the_answer_of_the_other_one() -> None:
    text = (
        "“I know it well,” Tomas Holt said.\n\n“You cannot know that,” Ana Brandt said.\n\n"
        "“No, but I can guess it.”"
    )
    assert speakers(text) == ["Tomas Holt", "Ana Brandt", "Tomas Holt"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Brandt rose. She waves this away as “a matter for the clerk.”", "Ana Brandt"),
        (
            "A Norlandic diplomat regards the text as “a very bold piece of work.”",
            "A Norlandic diplomat",
        ),
        (
            "A former Treasury official left, saying the sum was “too small by half.”",
            "A former Treasury official",
        ),
        (
            "The loss was “quite small and quite dry,” an official of that board said.",
            "an official of that board",
        ),
        ("A girl of nine, Posy Arn, said the poems were “all right.”", "Posy Arn"),
    ],
)
def test_speaker_is_a_whole_noun_phrase(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_main_verb_after_a_clause_with_who_has_its_antecedent() -> None:
    text = "Ana Brandt, who told the board that it holds, called the plan “a costly way to drown.”"
    assert speakers(text) == ["Ana Brandt"]


def test_interview_gives_each_paragraph_its_speaker_and_quotes_inside_their_own() -> None:
    text = (
        "Ana Brandt builds bridges.\n\n**Rope & Anchor:** Does it hold?\n\n"
        "**Brandt:** Tomas Holt says so. He told me, “Ana, it will hold for years.”\n\n"
        "I think it will.\n\n**Rope & Anchor:** And then?\n\n**Brandt:** Then it falls.\n\n"
        "She left."
    )
    found = said(text)
    assert [(quote.speaker, quote.within is not None) for quote in found] == [
        ("Rope & Anchor", False),
        ("Ana Brandt", False),
        ("Tomas Holt", True),
        ("Rope & Anchor", False),
        ("Ana Brandt", False),
    ]
    assert found[1].text_in(text).endswith("I think it will.")


def test_state_that_seeks_something_is_an_unsure_speaker() -> None:
    text = "The Herring Board seeks a new bridge. Ana Brandt wants a new boat."
    board, person = said(text)
    assert (board.rule, person.rule) == ("body-wish", "wish")
    assert board.confidence < person.confidence < 0.6


def test_nickname_that_sailors_use_is_known_later() -> None:
    text = (
        "Ana Brandt, whom sailors call “the Ferrywoman,” rose.\n\nTomas Holt left.\n\n"
        "“It holds,” says the Ferrywoman."
    )
    assert speakers(text) == ["Ana Brandt"]


def test_numbered_article_speaks_for_its_treaty() -> None:
    text = "They signed the Harbour Treaty. “No ship shall wait,” Article 4 says."
    assert speakers(text) == ["Harbour Treaty"]


def test_notebook_speaks_for_its_owner() -> None:
    text = "Peter Brandt kept the lamp. “The ebb is against them,” his notebook says."
    assert speakers(text) == ["Peter Brandt"]


def test_present_verb_after_a_name_in_marks_has_the_subject_before() -> None:
    text = "Ana Brandt, known here as “the Heron,” claims the money will go on “lamps and pilots.”"
    assert speakers(text) == ["Ana Brandt"]


def test_husband_with_a_surname_only_is_not_his_wife_of_unknown_gender() -> None:
    text = (
        "Mayor Isaura Brandt, of whom more below, came by train. Her husband was there too."
        "\n\nMr Brandt waited on the quay. “It holds,” Mr Brandt said."
    )
    assert speakers(text) == ["Mr Brandt"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (  # the subject goes on as a pronoun
            "“It holds,” Ana Brandt said.\n\nEve Holt, 56, keeps nine boats. She has had eleven "
            "letters. She reads none of them aloud. “Write slowly,” she says.",
            "Eve Holt",
        ),
        (  # whose boat it is says little
            "Eve Holt rowed out at six. She had borrowed Ana Brandt’s boat. “It holds,” she said.",
            "Eve Holt",
        ),
        (  # a relative of whom the pronoun stands for
            "Mayor Ana Brandt read the bill. Her husband, who mends boats, Tomas Brandt, did not. "
            "\n\nHer husband asked for soup. “It holds,” he said.",
            "Tomas Brandt",
        ),
        (  # a subject after "and"
            "Eve Holt lifted the lamp, and Ana Brandt left the door open. “It holds,” she said.",
            "Ana Brandt",
        ),
        (  # who was only described and spoke last
            "“Go,” the widow said to Ana Brandt’s cook. It rained. “I asked,” she said.",
            "the widow",
        ),
    ],
)
def test_pronoun_goes_back_to_the_subject_that_the_text_goes_on_with(
    text: str, speaker: str
) -> None:
    assert speakers(text)[-1] == speaker


def test_we_of_the_narration_is_the_outlet() -> None:
    text = "Last week we said that the bridge “holds for ever.” It fell on Monday."
    paragraphs = [Paragraph(0, Span(0, len(text)))]
    (quote,) = find_quotes(text, paragraphs, (), "Ana Brandt", "The Orrin Post")
    assert quote.speaker == "The Orrin Post"


def test_our_president_is_the_one_introduced_so() -> None:
    text = (
        "President Tomas Holt met Ana Brandt on the mole. It was our president who rowed. "
        "“It holds,” our president said."
    )
    assert speakers(text) == ["Tomas Holt"]


def test_no_goes_on_with_the_speaker_where_nobody_else_has_just_spoken() -> None:
    text = (
        "“I know it well,” Tomas Holt said.\n\nIt rained.\n\n“He was never late,” Ana Brandt said."
        "\n\n“No, he retired.”"
    )
    assert speakers(text) == ["Tomas Holt", "Ana Brandt"]


def test_a_baker_by_trade_is_the_person_just_named() -> None:
    text = "Ana Brandt of Orrin knows her own loaves. “It is mine,” the baker said."
    assert speakers(text) == ["Ana Brandt"]


@pytest.mark.parametrize(
    "told", ["Eve Holt, a lay preacher, rowed", "Eve Holt is a rower, so she went"]
)
def test_what_a_person_is_said_to_be_is_nobody_else(told: str) -> None:
    assert speakers(f"{told} out at six. “It holds,” she said.") == ["Eve Holt"]


def test_whoever_speaks_of_a_person_by_name_is_another() -> None:
    text = (
        "Tomas Holt, a pilot, heard of it. Even Peter Brandt came.\n\n"
        "“Peter Brandt is our best rower,” he said."
    )
    assert speakers(text) == ["Tomas Holt"]


def test_clause_about_a_person_is_said_by_another() -> None:
    text = (
        "“It is deep,” said Tomas Holt on the mole. One of them is a man named Peter Brandt. "
        "Peter Brandt weighs what a piano weighs, he reports."
    )
    assert said(text)[-1].speaker == "Tomas Holt"


def test_voice_without_a_name_is_who_it_says_it_is() -> None:
    text = (
        "Commodore Bardo Lisk came.\n\n“This is Commodore Lisk of Orrin,” a deep voice announced."
    )
    assert speakers(text) == ["Bardo Lisk"]


def test_who_just_spoke_after_a_comma_is_who_goes_on() -> None:
    text = (
        "Tomas Holt rowed home. If the weather holds, the town is safe, Peter Brandt told the "
        "guild. “It holds,” he said."
    )
    assert speakers(text) == ["Peter Brandt"]


def test_nobody_is_the_she_of_her_own_words() -> None:
    text = (
        "She had two people aboard, Eve Holt among them, I was told by Ana Brandt:\n\n"
        "“And she takes out a pair of gloves. She said, ‘These are his other pair.’”"
    )
    assert speakers(text) == ["Ana Brandt", "Eve Holt"]


def test_mr_in_a_name_tells_the_gender() -> None:
    text = (
        "Isolde Brandt and Tomas Holt came. Mr Brandt was found by the stand. “It holds,” he said."
    )
    assert speakers(text) == ["Mr Brandt"]


def test_bare_surname_is_who_had_it_first_unless_a_namesake_is_the_subject() -> None:
    opens = "Peter Brandt runs the port. The board met. "
    shown = (
        "A clerk of the old harbour board had kept a picture of Helen Brandt. “Yes,” Brandt said."
    )
    rises = "Helen Brandt rose early. “It holds,” Brandt said."
    assert speakers(opens + shown) == ["Peter Brandt"]
    assert speakers(opens + rises) == ["Helen Brandt"]


def test_somebody_called_mother_keeps_it() -> None:
    assert speakers("The crane stood still. “It holds,” Mother Crane roared.") == ["Mother Crane"]


def test_part_of_a_treaty_is_the_treaty() -> None:
    text = "“No toll is ever owed,” said Article 2 of the Treaty of Orrin."
    assert speakers(text) == ["Treaty of Orrin"]


def test_the_man_is_the_one_without_a_name_who_was_there() -> None:
    text = "The master of a coaster agreed to talk. He is careful. “It holds,” the man said."
    assert speakers(text) == ["The master of a coaster"]


def test_no_sir_answers_what_the_other_said_in_reported_words() -> None:
    text = (
        "Both of them were on the glass for an hour, Tomas Holt said.\n\n“You cannot know that,” "
        "Ana Brandt objected.\n\n“No, madam. I was only there.”"
    )
    assert speakers(text) == ["Ana Brandt", "Tomas Holt"]


def test_it_is_brings_somebody_new() -> None:
    text = "Somebody is running. It is a girl of nine, in a coat. “He went without me,” she says."
    assert speakers(text) == ["a girl of nine"]
