"""The bundled corpus: invented articles, open when no folder is named."""

from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
"""The folder of the bundled articles."""

GOLD = Path(__file__).parent / "gold"
"""The folder of their hand-made annotations, one JSON file an article."""
