"""The situation codes of the electronic agreement: a condition as the kiné names it to the insurer.

A code stands for the group that prices it. Two groups are no pathology: the day hospital, where the
place decides, and the consultative exam, which is no course.
"""

from estimator.engine.model.case import Pathology, Setting

EXAM = "consultative_exam"
#: What the code of a situation may lead to.
GROUPS = (*Pathology, Setting.DAY_HOSPITAL, EXAM)
#: The first condition of a year that is treated as a common one, and the ones after it.
COMMON_FIRST, COMMON_LATER = "physiotherapy-common-1", "physiotherapy-common-2-and-more"
#: The types of the electronic agreement.
AGREEMENTS = (
    COMMON_FIRST,
    COMMON_LATER,
    "physiotherapy-fa",
    "physiotherapy-fb",
    "physiotherapy-e",
    "physiotherapy-eb",
    "physiotherapy-maternity",
    "physiotherapy-palliative",
    "physiotherapy-day-hospitalization",
    "physiotherapy-consultative-review",
)
