"""Which descriptions can be a speaker at all.

Where a sentence is read wrongly, what was taken for the speaker is a fragment: "it means", "let
me", "appears", "any lingering". Nobody is a better answer than that. A description is believed
unless its own words speak against it; that no list knows its head is no reason. Cost: its words.
"""

from __future__ import annotations

from index.extraction.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    LEADS,
    NEGATIONS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import words
from index.extraction.verbs import Form, forms

_NOBODY = words(
    "he she it you this that these those there here what which who one let let's that's "
    "everybody everyone anybody anyone nobody no-one none most more something anything nothing"
)
"""Words that alone name nobody, also where a pronoun was resolved to no one."""
_ENDS_OPEN = (DETERMINERS | PREPOSITIONS | AUXILIARIES | BE | words("and or")) - words(
    "one two three four five six both all some many others several each"
)
_SHOUTED = 4
"""So many words in capitals are a heading."""


def may_speak(name: str) -> bool:
    """Tell whether a description, as it stands in the text, can be that of a speaker."""
    parts = name.lower().replace("’", "'").split()
    if not parts:
        return False
    if len(parts) == 1:
        return parts[0] not in _NOBODY | LEADS and not _is_verb(parts[0])
    first = parts[0].partition("'")[0]
    if first in SUBJECT_PRONOUNS or parts[0] in ("let", "let's", "that's", "there", "there's"):
        return False
    if parts[-1] in _ENDS_OPEN or (len(parts) >= _SHOUTED and name.isupper()):
        return False
    return not any(word in NEGATIONS or word in BE for word in parts)


def _is_verb(word: str) -> bool:
    if word.endswith("ing") and not is_person_noun(word):
        return True
    verb = forms().get(word)
    return verb is not None and verb.form is not Form.BASE and not word.endswith("s")
