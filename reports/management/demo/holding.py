"""The demo's seminars, subject weeks, olympiads and clubs."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from associations.models import AcademicYear, User
from core.audit import record
from lessons import services
from lessons.documents.weeks import text_digest, week_text
from lessons.figures.results import Result
from lessons.models import (
    ClubProposal,
    Event,
    EventPoint,
    Olympiad,
    OpenLesson,
    SubjectWeek,
    WeekRow,
)
from reports.management.demo import holding_words as words
from reports.management.demo.story import Troupe, afresh, on

UNIONS = 3
NEXT_SPRING = 7  # months up to July lie in the second year


class Holding:
    """What one association holds in one school year."""

    def __init__(self, troupe: Troupe, director: User, first: int) -> None:
        self.troupe, self.director, self.first = troupe, director, first
        self.language = troupe.head.language
        self.today = timezone.localdate()
        union = troupe.association
        self.facts: dict[str, Any] = {
            "association": union,
            "year": AcademicYear.objects.get(school=union.school_id, start__year=first),
            "author": troupe.head,
        }
        self.subjects = list(union.subjects.order_by("pk"))

    def day(self, month: int, day: int) -> date:
        return date(self.first + (month < NEXT_SPRING), month, day)

    def on(self, month: int, day: int) -> Any:
        return on(min(self.day(month, day), self.today))

    def new(self, thing: Any) -> Any:
        thing.save()
        record(self.troupe.head, "create", thing)
        return thing

    def seminar(self, month: int, day: int) -> None:
        """With its programme, who signed up, and the open lessons that go with it."""
        said = words.SEMINAR[self.language]
        when = self.day(month, day)
        with on(min(when - timedelta(days=14), self.today)):
            event = self.new(
                Event(
                    kind=Event.Kind.PRACTICAL, title=said["title"], day=when,
                    begins=time(14), ends=time(16), place=said["place"],
                    audience=said["audience"], seats=30, **self.facts,
                )
            )  # fmt: skip
            for hour, title, who in said["points"]:
                speaker = self.troupe.find(who)
                EventPoint.objects.create(
                    event=event, begins=time(hour), title=title, speaker=speaker
                )
            lessons = OpenLesson.objects.in_force().filter(
                schedule__association=event.association, schedule__year=event.year
            )
            event.open_lessons.set(lessons.order_by("day", "pk")[:2])
            for person in self.troupe.members[2:5]:
                services.join_event(event, by=afresh(person))
        if when < self.today:
            self.held(event, said)

    def held(self, event: Event, said: dict[str, Any]) -> None:
        head = self.troupe.head
        with on(event.day, 16):
            people = self.troupe.members
            services.enlist_event(event, by=afresh(head), people=people, guest=said["guest"])
            came = event.participants.order_by("pk")
            services.attend_event(event, by=afresh(head), came=list(came)[1:])
        with on(event.day + timedelta(days=1)):
            services.hold_event(
                event,
                by=afresh(head),
                outcome=said["outcome"],
                recommendations=said["recommendations"],
            )
            event.refresh_from_db()
            services.certify_event(event, by=afresh(head))

    def week(self, month: int, day: int) -> None:
        """From Monday to Saturday; one that is past is told to its report."""
        first = self.day(month, day)
        first -= timedelta(days=first.weekday())
        head = self.troupe.head
        with on(min(first - timedelta(days=21), self.today)):
            subject = self.subjects[0] if self.subjects else None
            name = (getattr(subject, f"name_{self.language}") or "") if subject else ""
            week = self.new(
                SubjectWeek(
                    subject=subject, title=words.WEEK[self.language].format(name).strip(),
                    goal=words.WEEK_GOAL[self.language], first=first,
                    last=first + timedelta(days=5), **self.facts,
                )
            )  # fmt: skip
            for place, (kind, text, classes) in enumerate(words.WEEK_ROWS[self.language]):
                row = WeekRow.objects.create(
                    week=week, kind=kind, text=text, classes=classes, place="24-каб.",
                    day=first + timedelta(days=place), begins=time(12, 30),
                )  # fmt: skip
                row.responsible.add(self.troupe.find(str(place)))
            services.submit_subjectweek(week, by=afresh(head))
        if first <= self.today:
            self.approve(week)
        if week.last < self.today:
            self.report(week)

    def approve(self, week: SubjectWeek) -> None:
        week.refresh_from_db()
        with on(week.first - timedelta(days=18)):
            seen = text_digest(week_text(week))
            services.approve_subjectweek(week, by=afresh(self.troupe.deputy), seen=seen)

    def report(self, week: SubjectWeek) -> None:
        head = self.troupe.head
        for place, row in enumerate(week.rows.in_order()):
            with on(row.day, 16):
                if place == 3:  # noqa: PLR2004 -- one of them could not be held
                    remark = words.NOT_HELD[self.language]
                    services.miss_weekrow(row, by=afresh(head), remark=remark)
                    continue
                services.hold_weekrow(
                    row, by=afresh(head), groups=2 + place, pupils=38 + 7 * place,
                    winners=words.WINNERS[self.language] if place == 1 else "", remark="",
                )  # fmt: skip
        week.refresh_from_db()
        for name, text in words.WEEK_REPORT[self.language].items():
            setattr(week, name, text)
        week.save()
        with on(week.last + timedelta(days=3)):
            services.report_subjectweek(week, by=afresh(head))

    def olympiad(self, month: int, day: int) -> None:
        """The stage of the school: its results are final once it is past."""
        if not self.subjects:
            return
        when, head = self.day(month, day), self.troupe.head
        with on(min(when - timedelta(days=20), self.today)):
            subject = self.subjects[0]
            name = getattr(subject, f"name_{self.language}") or subject.name_ky
            olympiad = self.new(
                Olympiad(
                    subject=subject, title=words.OLYMPIAD[self.language].format(name),
                    classes="7–11", day=when, place="24-каб.", chair=head,
                    opens_at=timezone.make_aware(datetime.combine(when, time(9))),
                    **self.facts,
                )
            )  # fmt: skip
            olympiad.jury.set(self.troupe.members[1:4])
        if when >= self.today:
            return
        teacher = self.troupe.members[2].list_name
        rows = [
            Result(
                pupil=pupil, grade=grade, letter="А", teacher=teacher,
                points=Decimal(points), rank=rank or None, onward=rank == 1,
            )
            for pupil, grade, points, rank in words.RESULTS
        ]  # fmt: skip
        with on(when + timedelta(days=1)):
            services.paste_olympiad(olympiad, by=afresh(head), rows=rows)
            services.finish_olympiad(
                olympiad, by=afresh(head), conclusions=words.CONCLUSIONS[self.language]
            )

    def clubs(self) -> None:
        """One was answered, one waits for the director."""
        for place, (kind, title) in enumerate(words.CLUBS[self.language]):
            with self.on(9, 16):
                proposal = self.new(
                    ClubProposal(
                        kind=kind, title=title, person=self.troupe.find(str(place)),
                        classes="7–9", hours=2, **self.facts,
                    )
                )  # fmt: skip
                services.tell_of_clubproposal(proposal, by=afresh(self.troupe.head))
            if place == 0:
                with self.on(9, 18):
                    services.accept_clubproposal(proposal, by=afresh(self.director))


def hold(troupe: Troupe, director: User, first: int, place: int) -> None:
    """Of the first association the past year is told, too."""
    if place >= UNIONS:
        return
    now = Holding(troupe, director, first)
    if now.today < date(first, 9, 20):
        return
    if place == 0:
        last = Holding(troupe, director, first - 1)
        last.week(10, 20)
        last.olympiad(1, 16)
        now.seminar(11, 13)
        now.week(10, 19)
        now.clubs()
    else:
        now.seminar(3, 5 + place)
        now.week(12, 7 + place)
    now.olympiad(1, 14 + place)
