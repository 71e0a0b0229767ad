"""Work that other processes import by name: it kills its process at one unit."""

import os
from collections.abc import Sequence

from reportgen.batch.plan import Job
from reportgen.batch.work import Settings, Worked, work


def work_that_dies_at_the_third(jobs: Sequence[Job], settings: Settings) -> list[Worked]:
    """As `work`, until the third unit, where the whole process ends at once."""
    for job in jobs:
        if job.index == 2:
            os._exit(9)
    return work(jobs, settings)
