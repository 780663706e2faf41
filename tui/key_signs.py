"""How keys are written on the screen: ↓ for down, ^d for ctrl+d; in letters in ASCII mode."""

from __future__ import annotations

from tui.config import in_force

SHOWN = {
    "down": "↓",
    "up": "↑",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "enter": "⏎",
    "escape": "Esc",
    "space": "Space",
    "backspace": "⌫",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "alt+left": "Alt+←",
    "alt+right": "Alt+→",
    "plus": "+",
    "ctrl+d": "^d",
    "ctrl+u": "^u",
    "ctrl+o": "^o",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "f1": "F1",
}
"""The signs of keys whose names, as Textual has them, are not what people call them."""


def shown(key: str) -> str:
    """Return a key as people know it: "ctrl+d" is ^d, "f5" is F5, "enter" is ⏎ (Enter in ASCII)."""
    if _symbol(key) is not None:
        return str(_symbol(key))
    *modifiers, base = key.split("+")
    if modifiers == ["ctrl"] and len(base) == 1:
        return f"^{base}"
    if len(base) > 1:
        base = _symbol(base) or base.capitalize()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), base])


def _symbol(key: str) -> str | None:
    """Return the sign that stands for ``key``; None where there is none, or none in ASCII."""
    sign = SHOWN.get(key)
    return None if sign is None or (in_force().ascii and not sign.isascii()) else sign


def spelt(text: str) -> str:
    """Return ``text`` with the signs for keys in it spelt out in ASCII mode."""
    if in_force().ascii:
        for key, sign in SHOWN.items():
            if not sign.isascii():
                text = text.replace(sign, shown(key))
    return text
