"""What a page says about itself, where it says so on purpose.

The evidence, strongest first, each field on its own:

    1. JSON-LD              headline, author, publisher, datePublished, url
    2. <meta>, <link>       og:title, article:published_time, og:site_name, canonical, ...
    3. <time datetime>      if it is marked as the publication date, or the page has only one
    4. <title>              the site's name after a bar or a dash left out, if the page names it
    5. "saved from url="    the comment that browsers write into saved pages

Dates are never searched for in the text or guessed from addresses.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from typing import Any

from index.reading.dates import parse_date
from index.reading.draft import Metadata, one_line

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|Review$", re.IGNORECASE)
_MOST_NODES = 10_000
_LONGEST = 300
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->")
_BAR = re.compile(r"\s[|–—-]\s")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_UNPRINTED = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")
_PUBLICATION = re.compile(r"publi|posted|entry-date|dateline|pubdate", re.IGNORECASE)

_META_TITLES = ("og:title", "dc.title", "twitter:title", "headline")
_META_BYLINES = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
)
_META_SOURCES = ("og:site_name", "dc.publisher", "cre", "citation_journal_title")
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "sailthru.date",
    "article.published",
    "published-date",
)
_META_ADDRESSES = ("og:url", "twitter:url")


def read_metadata(root: Any, beginning: str) -> Metadata:
    """Return the metadata of a parsed page. ``beginning`` is the source up to its first element."""
    stated = _from_json(root).or_else(_from_meta(root))
    stated = stated.or_else(Metadata(date=_from_time(root)))
    if saved := _SAVED_FROM.search(beginning):
        stated = stated.or_else(Metadata(url=_address(saved[1])))
    return stated.or_else(Metadata(title=_from_title(root, stated.source)))


def _from_json(root: Any) -> Metadata:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in kinds):
                return _from_node(node)
    return Metadata()


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects in ``data``, outer ones first, at most a fixed number."""
    waiting = deque([data])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += node[:_MOST_NODES]


def _from_node(node: dict[str, Any]) -> Metadata:
    return Metadata(
        title=_clean(node.get("headline") or node.get("name")),
        byline=_names(node.get("author")),
        source=_names(node.get("publisher")),
        date=_iso(node.get("datePublished")),
        url=_address(_named(node.get("url") or node.get("mainEntityOfPage"), "@id")),
    )


def _names(value: object) -> str | None:
    """Return the names of one or several persons or organisations, joined by commas."""
    values = value if isinstance(value, list) else [value]
    names = (_clean(_named(one, "name")) for one in values[:20])
    return ", ".join(name for name in names if name and not _ADDRESS.match(name)) or None


def _named(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else value


def _from_meta(root: Any) -> Metadata:
    stated: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _clean(meta.get("content"))
        if name and content:
            stated.setdefault(name.strip().lower(), content)
    byline = next(
        (v for n in _META_BYLINES if (v := stated.get(n)) and not _ADDRESS.match(v)), None
    )
    canonical = (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical")
    return Metadata(
        title=next((stated[name] for name in _META_TITLES if name in stated), None),
        byline=re.sub(r"^[Bb]y ", "", byline) if byline else None,
        source=next((stated[name] for name in _META_SOURCES if name in stated), None),
        date=next((date for name in _META_DATES if (date := _iso(stated.get(name)))), None),
        url=next(
            (
                address
                for value in (*canonical, *(stated.get(name) for name in _META_ADDRESSES))
                if (address := _address(value))
            ),
            None,
        ),
    )


def _from_time(root: Any) -> dt.date | None:
    times = [time for time in root.iter("time") if time.get("datetime")]
    marked = [time for time in times if _is_publication(time)]
    chosen = marked[:1] or (times if len(times) == 1 else [])
    return _iso(chosen[0].get("datetime")) if chosen else None


def _is_publication(time: Any) -> bool:
    marks = (time.get("itemprop"), time.get("class"))
    return time.get("pubdate") is not None or any(_PUBLICATION.search(mark or "") for mark in marks)


def _from_title(root: Any, source: str | None) -> str | None:
    element = root.find(".//title")
    title = _clean(element.text_content()) if element is not None else None
    if title and source:
        bars = list(_BAR.finditer(title))
        if bars and title[bars[-1].end() :].casefold() == source.casefold():
            return title[: bars[-1].start()]
    return title


def _iso(value: object) -> dt.date | None:
    return parse_date(value) if isinstance(value, str) else None


def _address(value: object) -> str | None:
    text = _clean(value)
    return text if text and _ADDRESS.match(text) else None


def _clean(value: object) -> str | None:
    """Return a stated value as one line of text, None if it is none or too long to be one."""
    if not isinstance(value, str) or len(value) > 10 * _LONGEST:
        return None
    return one_line(_UNPRINTED.sub("\ufffd", unescape(value)))[:_LONGEST] or None
