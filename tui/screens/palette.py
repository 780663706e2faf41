"""The palette: every command by name. It is Textual's, with a guard."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Textual's palette, which fails where its list is paged before it has been laid out.

    That happens to keys typed ahead, and in a terminal with no room for the list.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to page through a list that takes no cells."""
        if action == "command_list":
            return bool(self.query_one(CommandList).scrollable_content_region)
        return super().check_action(action, parameters)
