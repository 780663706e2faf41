"""onrecord's library: read articles, extract who said what, index it, search it.

It knows no terminal and can be used by itself::

    from index import Corpus
    corpus = Corpus.open(["~/articles"])
    corpus.refresh()
    for hit in corpus.search("rail strike by:lynch"):
        print(hit.speaker, hit.text)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.corpus import Corpus as Corpus

__all__ = ["Corpus"]


def __getattr__(name: str) -> Any:
    """Import the index on first use, so that ``import index.model`` stays cheap."""
    if name == "Corpus":
        from index.corpus import Corpus

        return Corpus
    raise AttributeError(f"module 'index' has no attribute {name!r}")
