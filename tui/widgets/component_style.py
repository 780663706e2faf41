"""The style of a component class by itself, to be laid over another style.

``Widget.get_visual_style(..., partial=True)`` is meant for this, but loses a background without
transparency and mixes the others with black (Textual 8.2.8).
"""

from __future__ import annotations

from textual.color import Color
from textual.style import Style
from textual.widget import Widget


def component_style(widget: Widget, name: str) -> Style:
    """Return what the style sheet sets for the component class ``name``, and nothing more.

    Added to another style, colours with transparency are mixed with what lies below them.
    """
    styles = widget.get_component_styles(name)
    text = styles.text_style
    colour = styles.color if styles.has_rule("color") else None
    if styles.has_rule("auto_color") and styles.auto_color:
        colour = Color(0, 0, 0, styles.color.a, auto=True)
    return Style(
        background=styles.background if styles.has_rule("background") else None,
        foreground=colour,
        bold=text.bold,
        dim=text.dim,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
        strike=text.strike,
    )
