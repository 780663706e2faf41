"""Why a form is an alias: the rule that makes it the same actor, found again from the two forms.

    why("Lena Okello", "Okello", PERSON)               "surname of Lena Okello"
    why("National Rail Union", "NRU", ORGANISATION)    "initials of National Rail Union"

The rules are a table, first match wins, and ask the very functions by which ``aliases`` and
``merging`` join names (``identity``, ``spelling``, the lists). So nothing has to be stored with an
alias, and a page that shows it can say why. Two forms do not tell everything: that the Ferrywoman
is Lena Okello only an article can say, and then the reason is just that. Cost: a few look-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from index.extraction.aliases import LONGEST_CLIPPING, SHORTEST_CLIPPING
from index.extraction.capitals import fold
from index.extraction.identity import (
    Words,
    bare_family,
    core,
    form_words,
    initials,
    is_short,
    person_name,
    split_owner,
)
from index.extraction.merging_rules import words_of
from index.extraction.name_words import folded, nicknames, territory_of
from index.extraction.spelling import all_alike
from index.model import ActorKind

UNKNOWN = "unknown"


class Reason(NamedTuple):
    """Why two forms are one actor: the name of the rule, and a phrase to show."""

    rule: str
    phrase: str


class _Form(NamedTuple):
    """A form as the rules see it: as it is shown, its honorific, its other words, folded."""

    shown: str
    honorific: str
    words: Words

    @property
    def letters(self) -> str:
        """The first letters of the words, in capitals."""
        return "".join(word[:1] for word in self.words).upper()


class Rule(NamedTuple):
    """A way to be the same actor: its name, its phrase, and what makes it hold.

    ``holds`` gets the name and the alias. ``example`` is a name and an alias, its test.
    """

    name: str
    phrase: str
    holds: Callable[[_Form, _Form], bool]
    example: tuple[str, str]


def reason(
    name: str, alias: str, kind: ActorKind = ActorKind.OTHER, forms: Iterable[str] = ()
) -> Reason:
    """Return why ``alias`` is the actor ``name``, whose kind is ``kind``.

    ``forms`` are its other aliases: where the name itself does not tell, one of those may ("NRU"
    is the initials of "National Rail Union", which is another name of "Norland Rail Union").
    """
    rules = [rule for of_kind in _order(kind) for rule in of_kind]
    of_alias = _form(alias)
    for form in (name, *forms):
        if form == alias and form != name:
            continue
        of_name = _form(form)
        for rule in rules:
            if rule.holds(of_name, of_alias):
                return Reason(rule.name, rule.phrase.format(form))
    if kind is ActorKind.PERSON:
        return Reason("byname", f"an article calls {name} so")
    return Reason(UNKNOWN, f"another name of {name}")


def why(name: str, alias: str, kind: ActorKind = ActorKind.OTHER, forms: Iterable[str] = ()) -> str:
    """Return why ``alias`` is the actor ``name`` in a short phrase ("surname of Lena Okello")."""
    return reason(name, alias, kind, forms).phrase


def _form(shown: str) -> _Form:
    honorific, words = words_of(shown)
    return _Form(shown, honorific, words or ("",))


# ---- any name


def _is_itself(name: _Form, alias: _Form) -> bool:
    return name.shown == alias.shown


def _is_unaccented(name: _Form, alias: _Form) -> bool:
    return fold(name.shown) == fold(alias.shown) and name.shown.isascii() != alias.shown.isascii()


def _is_shouted(name: _Form, alias: _Form) -> bool:
    shouted = alias.shown.isupper() != name.shown.isupper()
    return shouted and fold(name.shown) == fold(alias.shown)


def _has_same_letters(name: _Form, alias: _Form) -> bool:
    return _letters(name.shown) == _letters(alias.shown)


def _letters(form: str) -> str:
    return "".join(char for char in fold(form) if char.isalnum())


def _is_respelt(name: _Form, alias: _Form) -> bool:
    return all_alike(name.words, alias.words)


def _is_initials(name: _Form, alias: _Form) -> bool:
    acronym = _letters(alias.shown)
    if len(alias.words) != 1 or not alias.shown.isupper() or len(acronym) < 2:
        return False
    return acronym in initials(name.words) or acronym.upper() == name.letters


# ---- people


def _is_addressed(name: _Form, alias: _Form) -> bool:
    return name.words == alias.words and name.honorific != alias.honorific


def _is_surname(name: _Form, alias: _Form) -> bool:
    return not alias.honorific and _has_surname(name, alias)


def _is_addressed_surname(name: _Form, alias: _Form) -> bool:
    return bool(alias.honorific) and _has_surname(name, alias)


def _has_surname(name: _Form, alias: _Form) -> bool:
    return is_short(alias.words) and bare_family(alias.words[-1]) == person_name(name.words).family


def _is_given_name(name: _Form, alias: _Form) -> bool:
    return len(alias.words) == 1 and len(name.words) > 1 and alias.words[0] in name.words[:-1]


def _is_short_given_name(name: _Form, alias: _Form) -> bool:
    if len(alias.words) != 1 or len(name.words) < 2:
        return False
    word, given = alias.words[0], person_name(name.words).given
    clipped = SHORTEST_CLIPPING <= len(word) < LONGEST_CLIPPING
    return nicknames().get(word) == given or (clipped and name.words[0].startswith(word))


def _has_other_given_form(name: _Form, alias: _Form) -> bool:
    return _are_full(name, alias) and _person(name) == _person(alias) and _given_differ(name, alias)


def _is_but_for_a_middle_name(name: _Form, alias: _Form) -> bool:
    return _are_full(name, alias) and _person(name) == _person(alias)


def _is_given_initial(name: _Form, alias: _Form) -> bool:
    if not _are_full(name, alias):
        return False
    one, other = person_name(name.words), person_name(alias.words)
    initial = min(len(one.given), len(other.given)) == 1 and one.given[0] == other.given[0]
    return initial and one.family == other.family


def _is_person_in_full(name: _Form, alias: _Form) -> bool:
    return is_short(name.words) and not is_short(alias.words) and _has_surname(alias, name)


def _are_full(name: _Form, alias: _Form) -> bool:
    return not (is_short(name.words) or is_short(alias.words))


def _person(form: _Form) -> Words:
    parts = person_name(form.words)
    return parts.family, parts.given, parts.suffix


def _given_differ(name: _Form, alias: _Form) -> bool:
    return name.words[0] != alias.words[0]


# ---- organisations


def _words(form: _Form) -> Words:
    return form_words(form.shown)


def _owner(form: _Form) -> str | None:
    return split_owner(_words(form))[0]


def _are_one_body(name: _Form, alias: _Form) -> bool:
    return core(_words(name)) == core(_words(alias))


def _is_without_state(name: _Form, alias: _Form) -> bool:
    return _are_one_body(name, alias) and (_owner(name) is None) != (_owner(alias) is None)


def _is_of_same_state(name: _Form, alias: _Form) -> bool:
    return _are_one_body(name, alias) and _owner(name) == _owner(alias)


def _is_by_its_seat(name: _Form, alias: _Form) -> bool:
    return _are_one_body(name, alias) and "in" in (*_words(name)[1:-1], *_words(alias)[1:-1])


def _drops_company_word(name: _Form, alias: _Form) -> bool:
    longer, shorter = sorted((_words(name), _words(alias)), key=len, reverse=True)
    dropped = longer[len(shorter) :]
    front = longer[: len(shorter)] == shorter
    return front and bool(dropped) and all(word in folded("company_words") for word in dropped)


def _is_letters_of(name: _Form, alias: _Form) -> bool:
    if len(alias.words) != 1 or not alias.shown.isupper() or len(name.words) < 2:
        return False
    acronym, letters = _letters(alias.shown), iter("".join(name.words))
    return name.words[0][0] == acronym[:1] and all(char in letters for char in acronym)


def _is_expansion(name: _Form, alias: _Form) -> bool:
    return _is_initials(alias, name)


# ---- places


def _is_same_territory(name: _Form, alias: _Form) -> bool:
    territory = territory_of(_words(name))
    return territory is not None and territory == territory_of(_words(alias))


OF_ALL: tuple[Rule, ...] = (
    Rule("same", "the name itself", _is_itself, ("Lena Okello", "Lena Okello")),
    Rule("accents", "{} but for accents", _is_unaccented, ("José Muñoz", "Jose Munoz")),
    Rule("capitals", "{} in capitals", _is_shouted, ("Lena Okello", "LENA OKELLO")),
    Rule("signs", "{} but for signs or spaces", _has_same_letters, ("J. R. Orrin", "JR Orrin")),
)
OF_PEOPLE: tuple[Rule, ...] = (
    Rule("address", "{} with another form of address", _is_addressed, ("Okello", "Ms. Okello")),
    Rule("surname", "surname of {}", _is_surname, ("Ana de Vries", "de Vries")),
    Rule(
        "addressed-surname",
        "surname of {} with a form of address",
        _is_addressed_surname,
        ("Lena Okello", "Ms. Okello"),
    ),
    Rule("given-name", "given name of {}", _is_given_name, ("Lena Okello", "Lena")),
    Rule(
        "short-given-name",
        "short for the given name of {}",
        _is_short_given_name,
        ("Teodor Marsh", "Teo"),
    ),
    Rule(
        "other-given-name",
        "{} with another form of the given name",
        _has_other_given_form,
        ("Robert Marsh", "Bob Marsh"),
    ),
    Rule(
        "middle-name",
        "{} but for a middle name",
        _is_but_for_a_middle_name,
        ("Lena Okello", "Lena Q. Okello"),
    ),
    Rule("initial", "{} by the initial", _is_given_initial, ("Lena Okello", "L. Okello")),
    Rule("full-name", "{} in full", _is_person_in_full, ("Okello", "Lena Okello")),
)
OF_ORGANISATIONS: tuple[Rule, ...] = (
    Rule("initials", "initials of {}", _is_initials, ("National Rail Union", "NRU")),
    Rule(
        "state",
        "{}, said with or without its state",
        _is_without_state,
        ("Chile’s Ministry of Trade", "Trade Ministry"),
    ),
    Rule(
        "same-words",
        "the words of {} in another form",
        _is_of_same_state,
        ("Ministry of Trade", "Trade Ministry"),
    ),
    Rule(
        "seat",
        "{}, said by where it sits",
        _is_by_its_seat,
        ("Norland’s Trade Ministry", "Trade Ministry in Corran"),
    ),
    Rule(
        "company-word",
        "{} with or without the word for what it is",
        _drops_company_word,
        ("Orrin Holdings", "Orrin"),
    ),
    Rule("expansion", "what {} stands for", _is_expansion, ("NRU", "National Rail Union")),
    Rule("letters", "letters of {} in order", _is_letters_of, ("Corran Broadcasting", "CRB")),
)
OF_PLACES: tuple[Rule, ...] = (
    Rule("territory", "another name of {}", _is_same_territory, ("United States", "US")),
)
SPELLING: tuple[Rule, ...] = (
    Rule("spelling", "near spelling of {}", _is_respelt, ("Ana Lewandowski", "Ana Levandowski")),
)


def _order(kind: ActorKind) -> tuple[tuple[Rule, ...], ...]:
    """Return the rules, those for the kind before the others: what a kind is may be guessed."""
    if kind is ActorKind.PERSON:
        return OF_ALL, OF_PEOPLE, SPELLING, OF_ORGANISATIONS, OF_PLACES
    if kind is ActorKind.PLACE:
        return OF_ALL, OF_PLACES, OF_ORGANISATIONS, SPELLING, OF_PEOPLE
    return OF_ALL, OF_ORGANISATIONS, OF_PLACES, SPELLING, OF_PEOPLE
