"""What the demo's teachers hand in: calendar-thematic plans and individual ones."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from associations.models import AcademicYear, Subject, User
from core.audit import record
from meetings.models import Meeting
from plans import services
from plans.models import IndividualPlan, TopicPlan
from reports.management.demo import plan_words as words
from reports.management.demo.story import Troupe, afresh, on

# How far the plans of an association went, by its place; those further on have none.
WAYS = (
    ("approve", "approve", "approve", "recommend", "discuss", "return", "draft"),
    ("approve", "discuss", "hand_in", "discuss", "hand_in"),
    ("hand_in", "draft", "return", "hand_in"),
)
STEPS = ("hand_in", "discuss", "recommend", "approve")
GRADES = (5, 6, 7, 8, 9, 10, 11)
EARLY = {"Алиппе": 1, "Адабий окуу": 3}
HOURS = (170, 136, 102, 68)
WEEKS, OF_QUARTER, BEHIND = 34, 9, 4
WHERE = "https://example.org/plans"


class Study:
    """One association, in whose year something is handed in."""

    def __init__(self, troupe: Troupe, first: int, place: int) -> None:
        self.troupe, self.first, self.place = troupe, first, place
        self.language = troupe.head.language
        self.year = AcademicYear.objects.get(
            school=troupe.association.school_id, start__year=first
        )
        self.today = timezone.localdate()
        held = Meeting.objects.of_association(troupe.association).filter(year=self.year)
        self.meeting = held.filter(number__isnull=False).order_by("date").first()

    def on(self, month: int, day: int) -> Any:
        return on(min(date(self.first, month, day), self.today))

    def topic_plans(self, subjects: Sequence[Subject]) -> None:
        """The last one of the members has handed in nothing."""
        ways = cycle(WAYS[self.place])
        members = self.troupe.members[:-1]
        for number, (person, way) in enumerate(zip(members, ways, strict=False)):
            subject = subjects[number % len(subjects)]
            plan = TopicPlan(
                association=self.troupe.association,
                year=self.year,
                person=person,
                subject=subject,
                grade=grade_of(subject, number),
                letters="А, Б",
                language=self.language,
                hours=HOURS[number % len(HOURS)],
                link=f"{WHERE}/{self.first}/{number + 1}",
            )
            with self.on(9, 1):
                plan.save()
                record(person, "create", plan)
            self.lead(plan, way, number)

    def lead(self, plan: TopicPlan, way: str, number: int) -> None:
        head = self.troupe.head
        if way == "draft":
            return
        with self.on(9, 3):
            services.hand_in_topicplan(plan, by=afresh(plan.person))
        if way == "return":
            with self.on(9, 5):
                text = words.SENT_BACK[self.language]
                services.return_topicplan(plan, by=afresh(head), text=text)
            return
        steps = STEPS[1 : STEPS.index(way) + 1]
        if "discuss" in steps and self.meeting:
            with self.on(9, 8):
                services.discuss_topicplan(plan, by=afresh(head), meeting=self.meeting)
        if "recommend" in steps and self.meeting:
            with self.on(9, 9):
                services.recommend_topicplan(plan, by=afresh(head))
        if "approve" in steps and self.meeting:
            with self.on(9, 12):
                services.approve_topicplan(plan, by=afresh(self.troupe.deputy))
        self.teach(plan, number)

    def teach(self, plan: TopicPlan, number: int) -> None:
        """The first quarter, once it is over; here and there some hours are left."""
        over = date(self.first, 11, 4)
        if over >= self.today or number % 5 == 4:  # noqa: PLR2004 -- one has not filled it in
            return
        planned = plan.hours * OF_QUARTER // WEEKS
        left = BEHIND if number % 5 == 1 else 0
        said = words.REASONS[self.language] if left else ("", "")
        plan.refresh_from_db()
        with on(over + timedelta(days=2)):
            services.progress_topicplan(
                plan, by=afresh(plan.person), quarter=1, planned=planned,
                given=planned - left, reason=said[0], measure=said[1],
            )  # fmt: skip

    def individual_plans(self) -> None:
        themes = words.OWN_THEMES[self.language]
        ways = cycle(("approve", "approve", "hand_in", "approve", "return", "draft"))
        for number, person in enumerate(self.troupe.members[:-1]):
            plan = IndividualPlan(
                association=self.troupe.association,
                year=self.year,
                person=person,
                theme=themes[number % len(themes)],
                link=f"{WHERE}/{self.first}/own/{number + 1}",
            )
            with self.on(9, 2):
                plan.save()
                record(person, "create", plan)
            self.settle(plan, next(ways), person)

    def settle(self, plan: IndividualPlan, way: str, person: User) -> None:
        if way == "draft":
            return
        with self.on(9, 4):
            services.hand_in_individualplan(plan, by=afresh(person))
        with self.on(9, 8):
            head = afresh(self.troupe.head)
            if way == "approve" and self.meeting:
                services.approve_individualplan(plan, by=head, meeting=self.meeting)
            elif way == "return":
                text = words.SENT_BACK[self.language]
                services.return_individualplan(plan, by=head, text=text)


def grade_of(subject: Subject, number: int) -> int:
    """A class in which the subject is taught."""
    if subject.name_ky in EARLY:
        return EARLY[subject.name_ky]
    return GRADES[number % len(GRADES)]


def hand_in(troupe: Troupe, first: int, place: int) -> None:
    """The first associations of a school hand in what they teach by."""
    if place >= len(WAYS):
        return
    study = Study(troupe, first, place)
    study.topic_plans(list(troupe.association.subjects.order_by("pk")))
    if place == 0:
        study.individual_plans()
