"""Whom "he" and "she" go back to, one example a reason."""

import pytest

from tests.index.extraction.speaking import speakers

EXAMPLES = {
    "the subject goes on over who is only named after a preposition": (
        "Ana Brandt drove home. She keeps a book by the Orrin poet Mara Oyelaran, and she read me "
        "a line.\n\n“I do not hold with it,” she said.",
        "Ana Brandt",
    ),
    "the subject goes on, and not the object": (
        "Tomas Holt, the warden, met Jonas Reed. “It leaks,” he said.",
        "Tomas Holt",
    ),
    "a name that opens a sentence takes the turn": (
        "“It holds,” Tomas Holt said. Jonas Reed had come by boat. “It leaks,” he said.",
        "Jonas Reed",
    ),
    "a name that opens a sentence after its lead takes the turn": (
        "“It holds,” Tomas Holt said. In the evening, Jonas Reed came by boat. “It leaks,” he "
        "said.",
        "Jonas Reed",
    ),
    "the last speaker goes on where nobody else is introduced": (
        "“It holds,” Tomas Holt said. Jonas Reed’s boat was late. “It is old,” he said.",
        "Tomas Holt",
    ),
    "whom the clause of a pronoun names is somebody else": (
        "Jonas Reed slept. Tomas Holt woke him. “It was late,” he told Holt.",
        "Jonas Reed",
    ),
    "who asks whether she knew is not she who answers": (
        "Ana Brandt came down the steps. Mara Oyelaran asked whether she knew.\n\n“I read it,” "
        "she said.",
        "Ana Brandt",
    ),
    "who asks others leaves the answer to them": (
        "Tomas Holt was in the yard. Jonas Reed asked Holt how high the wall was.\n\n“As high as "
        "it needs to be,” he said.",
        "Tomas Holt",
    ),
    "who adds goes on": (
        "Jonas Reed had steered all night. “This is Commodore Orrin,” a deep voice announces. "
        "“You are late,” he adds.",
        "Orrin",
    ),
    "a description is who it was resolved to": (
        "Ivo Lund, the warden, slept. Tomas Holt rose.\n\n“It holds,” the warden said.\n\nHe shut "
        "the gate. He said it was “not his”.",
        "Ivo Lund",
    ),
    "a description before a name is its person, and a subject": (
        "Teo Brandt was asked. “It is not my boat,” the owner said. His brother, Deputy Ivo "
        "Brandt, put on his coat, and he said it was “a cold that would pass”.",
        "Ivo Brandt",
    ),
    "her brother does not speak inside his own words": (
        "Mara Brandt was late for her boat. Her brother had been there since three. Jonas Brandt "
        "found a stranger on a raft. “I called, ‘Is it yours?’ and he said, ‘It is not.’” Brandt "
        "said.",
        "a stranger",
    ),
    "a body is no person": (
        "“I rang the Orrin Coast Guard,” Ana Brandt said. The coast guard was closed. Mara "
        "Oyelaran picked up the phone. “We sleep,” she said.",
        "Mara Oyelaran",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_pronoun_goes_back_to(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_who_spoke_before_is_no_candidate_inside_a_quote() -> None:
    text = (
        "“It is old,” Jonas Reed said while Tomas Holt rowed.\n\nIda Rook kept the light. “I sat "
        "on the coal, and he said, ‘Have mine, do,’” Rook said."
    )
    assert speakers(text)[-1] == "Tomas Holt"


def test_many_pronouns_and_names_in_one_line_take_linear_time() -> None:
    text = "Tomas Holt said he asked Ana Brandt whether she knew that he told her " * 400
    assert isinstance(speakers(text), list)
