"""What the user says of actors, kept beside the map that is to keep to it.

    rules.json     pairs that are one, pairs that are apart, names

It lies in the index, so that whoever must work a map out finds it, a reader as well as the writer.
The map has a digest of the rules it was made with: with other rules it is made anew.
"""

from __future__ import annotations

from pathlib import Path

from index.extraction.actor_rules import NO_RULES, ActorRules, pack_rules, unpack_rules
from index.postings.snapshot.manifest import write_durably

FILE = "rules.json"


def read_rules(directory: Path) -> ActorRules:
    """Return the rules; none where the file is missing or torn: it is a copy of the user's."""
    try:
        return unpack_rules((directory / FILE).read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, TypeError):
        return NO_RULES


def write_rules(directory: Path, rules: ActorRules) -> None:
    """Keep the rules where they are others than before. OSError where that fails."""
    if rules != read_rules(directory):
        content = pack_rules(rules).encode("utf-8", "surrogatepass")
        write_durably(directory / FILE, content)
