"""The commands that correct: their part of the table of commands.

Three have a key. The others are lines of the menu that the first one opens, and can be given keys.
"""

from __future__ import annotations

from tui.actions import correcting
from tui.command import Command, Group
from tui.reasons import (
    needs_actor,
    needs_corpus,
    needs_own_topic,
    needs_query,
    needs_quote,
    needs_something_to_correct,
)

CORRECTING: tuple[Command, ...] = (
    Command(
        "correct",
        ("w",),
        "Correct",
        "what is wrong here",
        Group.CORRECT,
        correcting.here(correcting.open_menu),
        needs_something_to_correct,
    ),
    Command(
        "undo", ("u",), "Undo", "the last correction", Group.CORRECT, correcting.undo, needs_corpus
    ),
    Command(
        "corrections",
        ("W",),
        "Corrections",
        "list them, take one back",
        Group.CORRECT,
        correcting.show_corrections,
        needs_corpus,
    ),
    *(
        Command(command_id, (), name, text, Group.CORRECT, correcting.here(step), reason)
        for command_id, name, text, step, reason in (
            ("said_by", "Said by somebody else", "name them", correcting.said_by, needs_quote),
            ("no_quote", "This is no quote", "", correcting.no_quote, needs_quote),
            ("same_actor", "Same actor as", "two are one", correcting.same_actor, needs_actor),
            ("rename", "Rename the actor", "", correcting.rename, needs_actor),
            ("part_names", "Part names", "of an actor", correcting.part_names, needs_actor),
            ("name_topic", "Name a topic", "this search", correcting.name_topic, needs_query),
            ("drop_topic", "Drop a topic", "of your own", correcting.drop_topic, needs_own_topic),
        )
    ),
)
