"""The engines that are compared, each in a module of its own."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping

from tests.bench.engines.fts5 import Fts5, PlainFts5
from tests.bench.engines.interface import Engine
from tests.bench.engines.onrecord import OnRecord
from tests.bench.engines.stock_whoosh import StockWhoosh
from tests.bench.engines.tantivy_rust import Tantivy
from tests.bench.engines.words_alone import Fts5Words, OnRecordWords

_MAKERS: Mapping[str, Callable[[], Engine]] = {
    "onrecord": OnRecord,
    "fts5": Fts5,
    "fts5-plain": PlainFts5,
    "tantivy": Tantivy,
    "whoosh": StockWhoosh,
    "onrecord-words": OnRecordWords,
    "fts5-words": Fts5Words,
}

ENGINES = tuple(_MAKERS)
"""The engines' short names."""


def engine(short: str) -> Engine:
    """Return an engine by its short name. KeyError where there is none of this name."""
    return _MAKERS[short]()


def installed(short: str) -> bool:
    """Tell whether what an engine needs is installed."""
    return short != "tantivy" or importlib.util.find_spec("tantivy") is not None
