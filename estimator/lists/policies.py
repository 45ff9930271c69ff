"""A list estimated once more under other rules, in a thread beside the page."""

import time

from estimator.engine.policy import Policy, sheet_under
from estimator.lists.beside.work import PAUSE, Work
from estimator.lists.chunk_results import estimated
from estimator.lists.jobs import AT_ONCE, Job, steps_of
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.before_after import ListChanges, list_changes, rows_left
from estimator.lists.summary.cells import all_rows


class PolicyJob(Work):
    """The list of a finished job under a policy: `changes` says what that does to it."""

    def __init__(self, job: Job, policy: Policy) -> None:
        super().__init__(job.name, job.expected, AT_ONCE)
        self.job = job
        self.policy = policy
        self.changes: ListChanges | None = None
        self.start()

    def do(self) -> bool:
        """Estimates the list anew."""
        self.changes = self.compared()
        return self.changes is not None

    def compared(self) -> ListChanges | None:
        """The list before and after; None if cancelled."""
        ground = self.job.ground._replace(sheet=sheet_under(self.job.ground.sheet, self.policy))
        found = []
        for step in steps_of(self.job.opened, ground):
            if self.cancelled:
                return None
            rows = estimated(step, ground).priced
            found.append(row_figures(rows, ground.sheet, beside=False))
            self.done += len(step.rows)
            time.sleep(PAUSE)
        return list_changes(self.job.left, rows_left(all_rows(found)))
