"""The half of the explorer that hears from threads: the library, its answers, the build.

    thread ──> message ──> handler (here) ──> update(state)      the explorer's, as for every key

It holds the threads and what they brought; what is shown of it is the explorer's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui import arrivals
from tui import state as change
from tui.correcting import CorrectingThread
from tui.history import Pane
from tui.indexing import Indexing, has_more
from tui.messages import (
    Answered,
    ArticleGone,
    ArticleRead,
    BuildFailed,
    BuildFinished,
    BuildProgressed,
    CorpusOpened,
    Corrected,
    IndexDamaged,
    NotCorrected,
    PlaceFound,
    WentWrong,
)
from tui.search import ReadingThread, Search, SearchThread
from tui.state import Reading, Stage, State

if TYPE_CHECKING:
    from index.corpus import Corpus

MOST_TIMES_ANEW = 3
"""How often a damaged index is made anew before the disk is taken to be the reason."""


LAST_WORDS_SECONDS = 1.0
"""How long quitting waits at most for a correction that was only just made."""


class Listener(Screen[None], inherit_bindings=False):
    """A screen that asks threads and turns what they report into states.

    ``corpus`` is None until the library is loaded; ``searchable`` tells whether it can be asked.
    ``resume_at`` is the pane to go to once there are results, None when they have come.
    """

    state: State
    resume_at: Pane | None

    def __init__(
        self,
        open_corpus: Callable[[], Corpus],
        indexing: Callable[[Callable[[Any], object]], Indexing],
    ) -> None:
        super().__init__()
        self.corpus: Corpus | None = None
        self.searchable = False
        self._times_anew = 0
        self._corrections_wait = False
        self._taking_up = False
        self.reading: ReadingThread | None = None
        self.searching = SearchThread(open_corpus, self.post_message)
        self.indexing = indexing(self.post_message)

    def update(self, state: State) -> None:
        """Make ``state`` the present one."""
        raise NotImplementedError

    def capture(self) -> None:
        """Take into the state what only the widgets know, to come back to."""
        raise NotImplementedError

    # -- asking ------------------------------------------------------------------------------

    def ask(self, reload: bool = False, changed: bool = False) -> None:
        """Have the present question answered, once there is something to search.

        ``reload``: by the newest index; ``changed``: that is open already.
        """
        if not self.searchable:
            return
        keep = self.state.hit if reload and self.state.moved else None
        self.searching.search(Search(self.state.view.question, reload, changed, keep))

    def fetch(self, article_id: str) -> None:
        """Have an article read, once the library is there."""
        if self.reading is not None and article_id:
            self.reading.read(article_id)

    # -- what threads report -----------------------------------------------------------------

    def on_corpus_opened(self, message: CorpusOpened) -> None:
        """Search what was typed meanwhile, or read the folder where it was never read."""
        self.corpus = message.corpus
        self.searchable = message.indexed
        self.reading = ReadingThread(message.corpus, self.post_message)
        self.reading.start()
        if self.state.view.place is not None:
            self.fetch(self.state.view.place.article)
        if message.indexed:
            self.ask()
        else:
            self.update(replace(self.state, stage=Stage.INDEXING))
            self.start_indexing()

    def on_answered(self, message: Answered) -> None:
        """Show results; after the first ones, resume where the last run ended and look for news."""
        state = arrivals.receive(self.state, message.question, message.results, message.cursor)
        first, self.resume_at = self.resume_at, None
        if first is not None and self.state.settled is None:
            state = change.focus(state, first)
        self.update(state)
        if first is not None:
            self.start_indexing()

    def on_article_read(self, message: ArticleRead) -> None:
        """Show an article."""
        self.update(arrivals.show_article(self.state, Reading(message.article, message.extraction)))

    def on_article_gone(self, message: ArticleGone) -> None:
        """Show the result under the cursor instead."""
        self.update(arrivals.lose_article(self.state, message.article))

    def on_place_found(self, message: PlaceFound) -> None:
        """Jump to where a speaker speaks next."""
        if message.place is None:
            self.update(change.say(self.state, message.notice))
        else:
            self.capture()
            self.update(change.jump(self.state, message.place))

    def on_index_damaged(self, message: IndexDamaged) -> None:
        """Have an index that cannot be used made anew, unless that does not help."""
        if not self.searchable:
            return
        self.searchable = False
        self.update(arrivals.lose_index(self.state, message.reason))
        self._make_anew(message.reason)

    def _make_anew(self, reason: str) -> None:
        self._times_anew += 1
        if self._times_anew > MOST_TIMES_ANEW:
            self.update(arrivals.fail(self.state, f"The index {reason}, again and again"))
        else:
            self.start_indexing()

    def on_went_wrong(self, message: WentWrong) -> None:
        """Say what failed."""
        self.update(arrivals.fail(self.state, message.problem))

    # -- corrections -------------------------------------------------------------------------

    @cached_property
    def correcting(self) -> CorrectingThread:
        """The thread that corrects; it starts with the first correction."""
        assert self.corpus is not None, "what is corrected was found in a corpus"
        thread = CorrectingThread(self.corpus, self.post_message)
        thread.start()
        return thread

    def on_corrected(self, message: Corrected) -> None:
        """Show all anew, as it was corrected; where that has to wait, have it taken up."""
        self.capture()
        self.show_corrected(arrivals.correct(self.state, message))
        self.ask(reload=True, changed=True)
        if self.state.view.place is not None:
            self.fetch(self.state.view.place.article)
        if message.waits:
            self._corrections_wait = True
            self.start_indexing()

    def on_not_corrected(self, message: NotCorrected) -> None:
        """Say why nothing was corrected."""
        self.tell(message.problem)

    def finish_correcting(self) -> None:
        """Let what was corrected with the last keys reach its file before the program ends."""
        if "correcting" in self.__dict__:
            self.correcting.finish(LAST_WORDS_SECONDS)

    def tell(self, notice: str, *keys: str) -> None:
        """Say something in whatever footer is on the screen."""
        raise NotImplementedError

    def show_corrected(self, state: State) -> None:
        """Make ``state`` the present one, and show its pages anew."""
        raise NotImplementedError

    # -- indexing ----------------------------------------------------------------------------

    def start_indexing(self) -> bool:
        """Start looking for new articles; tell whether that was not under way already."""
        if self.indexing.running:
            return False
        self._taking_up, self._corrections_wait = self._corrections_wait, False
        self.indexing.start()
        self.update(replace(self.state, incomplete=False))
        return True

    def on_build_progressed(self, message: BuildProgressed) -> None:
        """Show how far the build is; refresh the results when there is more to find."""
        more = has_more(self.state.progress, message.progress)
        self.update(arrivals.follow(self.state, message.progress))
        if more:
            self.searchable = True
            self.ask(reload=True)

    def on_build_finished(self, message: BuildFinished) -> None:
        """Show the final results."""
        report = message.report
        self._build_ended()
        self.update(replace(self.state, skipped=report.skipped))
        if report.why_anew and not self._times_anew:
            notice = f"The index {report.why_anew}, so it was made anew"
            self.update(change.say(self.state, notice))
        news = report.added or report.changed or report.removed or report.corrected
        if news or self._taking_up or self.state.results is None:
            self.searchable = True
            self.ask(reload=True)
        if self._taking_up:
            self.show_corrected(self.state)
            if self.state.view.place is not None:
                self.fetch(self.state.view.place.article)
        if self._corrections_wait:
            self.start_indexing()

    def on_build_failed(self, message: BuildFailed) -> None:
        """Say why the folder could not be read."""
        self._build_ended()
        if self._times_anew and not self.searchable:
            self._make_anew("is damaged")
        else:
            self.update(arrivals.fail(self.state, message.problem))

    def _build_ended(self) -> None:
        self.indexing.finished()
        incomplete = self.corpus is not None and not self.corpus.is_complete()
        self.update(replace(self.state, progress=None, incomplete=incomplete))
