"""A list estimated once more under other rules, in a thread beside the page."""

import time
from threading import Thread

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.policy import Policy, sheet_under
from estimator.lists.chunk_results import estimated
from estimator.lists.jobs import AT_ONCE, PAUSE, Job, steps_of
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.cells import all_rows
from estimator.lists.summary.figures import ListFigures, list_figures


class PolicyJob:
    """The list of a finished job under a policy: `figures` once it is `over`; none if `refused`, or
    if cancelled."""

    def __init__(self, job: Job, policy: Policy) -> None:
        self.job = job
        self.policy = policy
        self.done = 0
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.figures = ListFigures()
        self.waiting = True
        self.over = False
        Thread(target=self.work, daemon=True).start()

    @property
    def share(self) -> float:
        """The progress, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.job.expected, self.done, 1)

    def cancel(self) -> None:
        """Stops it at the next step."""
        self.cancelled = True

    def work(self) -> None:
        """Runs in the thread: estimates the list and keeps its figures."""
        try:
            with AT_ONCE:
                self.waiting = False
                self.estimate()
        except Exception:  # no content of a list may reach a log
            self.refused = InvalidAnswer("file", given=self.job.opened.name, reason="unreadable")
        finally:
            self.over = True

    def estimate(self) -> None:
        """The figures of the list."""
        ground = self.job.ground._replace(sheet=sheet_under(self.job.ground.sheet, self.policy))
        found = []
        for step in steps_of(self.job.opened, ground):
            if self.cancelled:
                return
            found.append(row_figures(estimated(step, ground).priced, ground.sheet))
            self.done += len(step.rows)
            time.sleep(PAUSE)
        self.figures = list_figures(all_rows(found))
