"""Fills a server's empty database with one association of each demo school; run as a script."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from datetime import date  # noqa: E402

from django.utils import timezone, translation  # noqa: E402

from reports.management.demo import ordinary, samples, schools  # noqa: E402
from reports.management.demo.cast import open_school, open_union  # noqa: E402
from reports.management.demo.planned import begin_plans  # noqa: E402
from reports.management.demo.story import Troupe, day_of, on, play  # noqa: E402
from reports.management.demo.teaching import hand_in  # noqa: E402


def first_year(*scripts):
    """The latest school year in which all these days are past."""
    today = timezone.localdate()
    return max(
        first
        for first in (today.year - 2, today.year - 1, today.year)
        if all(day_of(script, first) < today for script in scripts)
    )


def main():
    first = first_year(samples.EXACT, samples.HUMANITIES)
    taken = set()
    for demo in (schools.KY, schools.RU):
        with translation.override(demo.language), on(date(first - 1, 8, 15)):
            casting, deputy = open_school(demo, first, taken)
            union = open_union(casting, demo.unions[0], first, known=True)
        if demo is schools.KY:
            # The told meeting is the second one of its year.
            troupe = Troupe(union, deputy)
            play(troupe, ordinary.KY[0], first)
            begin_plans(troupe, ordinary.KY, first)
            hand_in(troupe, first, 0)


if __name__ == "__main__":
    main()
