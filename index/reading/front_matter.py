"""The block of ``key: value`` lines between two ``---`` at the very top of a Markdown file.

It looks like YAML, and is read as the small part of YAML that note programs write:

    ---
    title: "Ferries stay in port"
    authors: [Ana Brandt, 'Jo Lund']
    tags:
      - ferries
    ---

A YAML library would build objects, follow references and take a file of a few lines to gigabytes;
none of that is wanted from a stranger's file. A block with any other kind of line in it is not
front matter but text between two rules, and stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.model import Span

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"\s*-[ \t]+(.*)$")
_INDENTED = re.compile(r"[ \t]+(\S.*)$")
_IN_LIST = re.compile(r"\s*(?:\"[^\"]*\"|'[^']*'|[^,]+)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MOST_LINES = 400
_LONGEST_LINE = 4_000
"""Bounds the work on a file that begins like front matter and is something else."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by lower-case key, lists joined by commas; the span of the lines between the
    rules; and where the text after the closing rule starts.
    """

    values: dict[str, str]
    span: Span
    end: int


def read_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that ``text`` begins with, or None."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    values: dict[str, list[str]] = {}
    key, position = None, opening.end()
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, position)
        if line is None or line.end() == position or len(line[1]) > _LONGEST_LINE:
            return None
        content = line[1].rstrip()
        if content in ("---", "..."):
            joined = {name: ", ".join(parts) for name, parts in values.items()}
            return FrontMatter(joined, Span(opening.end(), position), line.end())
        position = line.end()
        if match := _KEY.match(content):
            key = match[1].strip().lower()
            values[key] = _values(match[2] or "")
        elif (match := _ITEM.match(content) or _INDENTED.match(content)) and key:
            values[key] += _values(match[1])
        elif content and not content.lstrip().startswith("#"):
            return None
    return None


def _values(raw: str) -> list[str]:
    """Return the one value, or the list's values, of what stands after a key or a dash."""
    raw = re.sub(r"\s+#.*$", "", raw) if not raw.startswith(('"', "'")) else raw
    raw = _WIKI_LINK.sub(r"\1", raw.strip())
    if raw in ("", "|", ">", "|-", ">-", "~", "null"):
        return []
    if raw.startswith("[") and raw.endswith("]"):
        return [value for item in _IN_LIST.findall(raw[1:-1]) if (value := _unquoted(item))]
    return [_unquoted(raw)]


def _unquoted(raw: str) -> str:
    raw = raw.strip()
    if len(raw) >= 2 and raw[0] == raw[-1] and raw[0] in "\"'":
        quote = raw[0]
        return raw[1:-1].replace("\\" + quote if quote == '"' else quote * 2, quote)
    return raw
