"""A list of seven courses, all reckoned by hand from the amounts of 2026.

A session costs 31.64, an intake 7.38, an overrun session 11.42, for which 31.64 may be asked. The
fixed share is 6.25, with BIM 2.50, with BIM on the F list 2.00. A kiné without convention brings a
quarter less back, cut to the cent: of 25.39 it is 6.34, of 7.38 it is 1.84, of 5.17 it is 1.29.

    course                       charged  reimbursed  share   reduction  supplement  left
    A current, conv., 9          292.14   235.89     56.25   0.00     0.00    56.25
    B current, 40 euros, 9       367.38   176.99     56.25    58.90    75.24   190.39
    C fa, BIM, not conv., 20     632.80   592.80     40.00   0.00     0.00    40.00
    D current, BIM, conv., 10    323.78   298.78     25.00   0.00     0.00    25.00
    E current, conv., 20         640.18   474.74    125.00   0.00    40.44   165.44 (125.00)
    F current, 40 euros, 20      807.38   356.20    125.00   118.54   207.64   451.18
    G current, BIM, not conv., 20  640.18   549.74     50.00   0.00    40.44    90.44 (50.00)

E and G have two overrun sessions for which nobody knows what is asked: 31.64 at the most, 11.42 at
the least, which leaves what stands in brackets.
"""

from datetime import date

from estimator.engine.numbers.layout import lay_out
from estimator.lists.answered import Ground
from estimator.lists.jobs import Job
from estimator.lists.opening import Opening
from estimator.locales import words
from tests.lists.test_page import finished
from tests.shipped import BOOK, needs_tariff_of

SHEET = lay_out(BOOK)
HEAD = "pathology,bim,conventioned,fee,sessions,start"
COURSES = (
    "current,false,true,,9,2026-01-05",
    "current,false,false,40,9,2026-01-05",
    "fa,true,false,,20,2026-01-05",
    "current,true,true,,10,2026-01-05",
    "current,false,true,,20,2026-01-05",
    "current,false,false,40,20,2026-01-05",
    "current,true,false,,20,2026-01-05",
)


def list_of(*rows: str, head: str = HEAD) -> bytes:
    """A list as a file."""
    return "\n".join((head, *rows)).encode()


def job_done(*rows: str, head: str = HEAD) -> Job:
    """A list that was estimated."""
    needs_tariff_of(date(2026, 1, 5))
    opening: Opening = finished(Opening(list_of(*rows, head=head), "list.csv"))
    assert opening.opened
    ground = Ground(SHEET, words("en"), columns=opening.opened.look().columns)
    job: Job = finished(Job(opening.opened, ground))
    assert job.refused is None
    return job
