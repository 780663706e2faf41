"""A text that is set again and again but redrawn only when it differs."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Line(Static):
    """A Static that knows what it shows.

    Setting a Static lays the whole screen out anew; here that happens only when the size of the
    text may have changed, and nothing at all when the text is the same.
    """

    def __init__(self, text: str = "", *, id: str) -> None:  # noqa: A002 - Textual's name for it
        self._shown = Content(text)
        super().__init__(self._shown, id=id)

    def put(self, content: Content | str) -> None:
        """Show ``content``; a string is shown as it is, not as markup."""
        content = Content(content) if isinstance(content, str) else content
        before = self._shown
        if content.is_same(before):
            return
        self._shown = content
        self.update(content, layout=self._size_depends(before, content))

    def _size_depends(self, before: Content, after: Content) -> bool:
        """Tell whether the line may have another size with the text ``after``."""
        if "\n" in before.plain or "\n" in after.plain:
            return True
        if self.styles.text_wrap == "nowrap" and not self.styles.is_auto_width:
            return False
        return before.cell_length != after.cell_length
