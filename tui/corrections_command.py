"""``onrecord corrections``: what the user corrected, what of it fits nothing, and where it is kept.

The file is changed in the explorer or with an editor.
"""

from __future__ import annotations

import argparse
from typing import Any

from index.corpus import Corpus, NotIndexed
from index.corrections.entries import fields_of
from index.corrections.model import Correction, in_words
from tui.exit_status import FOUND, NOTHING, TROUBLE
from tui.reports import json_line
from tui.roots import choose_roots
from tui.safe import visible
from tui.streams import put, say


def run_corrections(options: argparse.Namespace) -> int:
    """Print the corrections of the corpus, or where they are kept. Indexes nothing."""
    roots = choose_roots(options.corpus)
    if roots is None:
        return TROUBLE
    with Corpus.open(roots) as corpus:
        if options.path:
            put(visible(str(corpus.corrections_file.path)))
            return FOUND
        return _print(corpus, options.json)


def _print(corpus: Corpus, as_json: bool) -> int:
    parsed = corpus.corrections
    misfits = _misfits(corpus)
    for correction in parsed.corrections.items:
        fits = None if misfits is None else correction not in misfits
        if as_json:
            put(json_line(_record(correction, fits)))
        else:
            put(visible(in_words(correction)) + ("  (fits nothing)" if fits is False else ""))
    for problem in parsed.problems:
        say(f"{corpus.corrections_file.path}: line {problem.line}: {problem.text}")
    if misfits:
        number = len(misfits)
        say(f"{number:,} correction{' fits' if number == 1 else 's fit'} no article")
    if parsed.problems:
        return TROUBLE
    return FOUND if parsed.corrections.items else NOTHING


def _misfits(corpus: Corpus) -> list[Correction] | None:
    """Return the corrections that fit nothing; None where there is no index to tell."""
    try:
        return corpus.unfitting()
    except NotIndexed:
        return None


def _record(correction: Correction, fits: bool | None) -> dict[str, Any]:
    heading, fields = fields_of(correction)
    told = {key: value for key, value in fields.items() if value != ""}
    return {"entry": heading, **told, "fits": fits}
