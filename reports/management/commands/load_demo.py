"""Fills an empty database with the demo: two schools, a year and a half of meetings."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from associations.models import AcademicYear, Association, School, User
from core.models import Notification
from meetings import services
from reports.management.demo import ordinary, reading, samples, schools
from reports.management.demo.cast import open_school, open_union
from reports.management.demo.doing import do_tasks
from reports.management.demo.gatherings import gather
from reports.management.demo.knowing import know
from reports.management.demo.planned import plan_years, set_planning
from reports.management.demo.proposing import leave_open, propose
from reports.management.demo.schools import DemoSchool
from reports.management.demo.scripts import Script
from reports.management.demo.story import Troupe, afresh, day_of, on, play
from reports.management.demo.taught import teach_years
from reports.management.demo.teaching import hand_in

AUGUST = 8
ELECTING = (1, 2)
PROPOSING = 3
FAR_OFF = 2


class Command(BaseCommand):
    help = "Fill an empty database with two demo schools. A database with a school is refused."

    def handle(self, *args: Any, **options: Any) -> None:
        if School.objects.exists():
            raise CommandError(
                "There is a school in this database; the demo needs an empty one."
            )
        today = timezone.localdate()
        first = today.year if today.month > AUGUST else today.year - 1
        taken: set[str] = set()
        with transaction.atomic():
            for demo, told in ((schools.KY, samples.EXACT), (schools.RU, samples.HUMANITIES)):
                with translation.override(demo.language):
                    self.fill(demo, told, first, today, taken)
            old = timezone.now() - timedelta(days=21)
            Notification.objects.filter(made_at__lt=old).update(seen_at=F("made_at"))

    def fill(
        self, demo: DemoSchool, told: Script, first: int, today: date, taken: set[str]
    ) -> None:
        with on(date(first - 1, 8, 15)):
            casting, deputy = open_school(demo, first, taken)
            unions = [
                open_union(casting, union, first, known=place == 0)
                for place, union in enumerate(demo.unions)
            ]
        scripts = ordinary.KY if demo.language == "ky" else ordinary.RU
        for place, union in enumerate(unions):
            troupe = Troupe(union, deputy)
            for script in scripts:
                do_tasks(troupe, day_of(script, first - 1))
                play(troupe, script, first - 1)
            present = _with(scripts, told) if place == 0 else scripts
            self.this_year(troupe, present, first, today, place)
            do_tasks(troupe, today)
            if place < PROPOSING:
                propose(troupe, today)
        gather(demo, unions, deputy, first)
        self.plans(unions, deputy, scripts, first)
        teach_years(unions, deputy, first)
        know(unions, deputy, first)
        self.stdout.write(f"{casting.school}: {len(unions)} associations")

    def plans(
        self,
        unions: list[Association],
        deputy: User,
        scripts: tuple[Script, ...],
        first: int,
    ) -> None:
        years = AcademicYear.objects.filter(school=deputy.school_id).order_by("start")
        set_planning(years)
        for place, union in enumerate(unions):
            troupe = Troupe(union, deputy)
            plan_years(troupe, scripts, first, place)
            hand_in(troupe, first, place)

    def this_year(
        self, troupe: Troupe, scripts: tuple[Script, ...], first: int, today: date, place: int
    ) -> None:
        """Past meetings are signed but for the last one, which stands where chance left it."""
        past = [script for script in scripts if day_of(script, first) < today]
        coming = [script for script in scripts if day_of(script, first) >= today]
        acts = {1: self.last, 2: self.last_but_one}
        for number, script in enumerate(past):
            do_tasks(troupe, day_of(script, first))
            acts.get(len(past) - number, self.earlier)(troupe, script, first, place)
        for number, script in enumerate(coming):
            self.ahead(troupe, script, first, number, place)

    def earlier(self, troupe: Troupe, script: Script, first: int, _place: int) -> None:
        play(troupe, script, first)

    def last_but_one(self, troupe: Troupe, script: Script, first: int, place: int) -> None:
        """In two associations it elects; in one of them the deputy has seen to it."""
        if place not in ELECTING:
            play(troupe, script, first)
            return
        script = reading.with_election(script, troupe.head.language)
        meeting = play(troupe, script, first)
        if place == ELECTING[0]:
            reading.carry_out(troupe, meeting)

    def last(self, troupe: Troupe, script: Script, first: int, place: int) -> None:
        stages = ["sign", "hold", "half", "read", "record", "correct"]
        stage = "sign" if place == 0 else stages[place % len(stages)]
        meeting = play(troupe, script, first, "sign" if stage == "correct" else stage)
        if stage == "read":
            reading.read(troupe, meeting)
        if stage == "correct":
            reason = {"ky": "Мөөнөтү туура эмес жазылган.", "ru": "Неверно указан срок."}
            with on(day_of(script, first) + timedelta(days=3)):
                services.correct_meeting(
                    meeting, by=afresh(troupe.head), reason=reason[troupe.head.language]
                )

    def ahead(
        self, troupe: Troupe, script: Script, first: int, number: int, place: int
    ) -> None:
        stage = "convene" if number == 0 and place % 2 == 0 else "plan"
        meeting = play(troupe, script, first, stage)
        if number >= FAR_OFF:
            leave_open(meeting)
        if number == 1 and place % 5 == 4:  # noqa: PLR2004 -- here and there one is called off
            reason = {"ky": "Райондук семинарга байланыштуу.", "ru": "В связи с семинаром."}
            services.cancel_meeting(
                meeting, by=afresh(troupe.head), reason=reason[troupe.head.language]
            )


def _with(scripts: tuple[Script, ...], told: Script) -> tuple[Script, ...]:
    """Put the meeting that is told in full in the place of the ordinary one of its month."""
    return tuple(told if script.month == told.month else script for script in scripts)
