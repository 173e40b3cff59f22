"""The demo's open lessons and visits: schedules in every state, sheets that were agreed."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from associations.models import AcademicYear, User
from lessons import services
from lessons.models import OpenLesson, Schedule, Visit, VisitSheet
from reports.management.demo import showing_words as words
from reports.management.demo.story import Troupe, afresh, on

# How far the schedule of an association went, by its place; those further on have none.
WAYS = ("approve", "agree", "submit", "draft", "approve", "return", "approve")
SUNDAY = 6
DAYS = ((10, 7), (10, 14), (10, 21), (11, 12), (11, 19), (11, 26), (12, 10), (12, 17))
WITHDRAWN = 3  # this one of them is moved


class Showing:
    """Open lessons of one association in the first half of a year."""

    def __init__(self, troupe: Troupe, director: User, first: int, place: int) -> None:
        self.troupe, self.director, self.first, self.place = troupe, director, first, place
        self.language = troupe.head.language
        self.today = timezone.localdate()
        union = troupe.association
        self.year = AcademicYear.objects.get(school=union.school_id, start__year=first)
        self.subjects = list(union.subjects.order_by("pk"))

    def on(self, month: int, day: int) -> Any:
        return on(min(date(self.first, month, day), self.today))

    def schedule(self, way: str) -> Schedule:
        head = self.troupe.head
        with self.on(9, 8):
            schedule = services.make_schedule(
                self.troupe.association, year=self.year, half=1, by=afresh(head)
            )
            for number, day in enumerate(DAYS[: len(self.troupe.members)]):
                services.add_lesson(self.lesson(schedule, number, *day), by=afresh(head))
        if way == "draft":
            return self.proposed(schedule)
        with self.on(9, 10):
            services.submit_schedule(schedule, by=afresh(head), text="")
        if way != "submit":
            self.decide(schedule, way)
        schedule.refresh_from_db()
        return schedule

    def lesson(self, schedule: Schedule, number: int, month: int, day: int) -> OpenLesson:
        when = date(self.first, month, day)
        when += timedelta(days=when.weekday() == SUNDAY)
        topics = words.TOPICS[self.language]
        teachers = self.troupe.members[::-1]
        return OpenLesson(
            schedule=schedule,
            teacher=teachers[number % len(teachers)],
            subject=self.subjects[number % len(self.subjects)] if self.subjects else None,
            topic=topics[(number + self.place) % len(topics)],
            grade=5 + (number + self.place) % 6,
            letter="АБ"[number % 2],
            language=self.language,
            day=when,
            month=when.replace(day=1),
            period=2 + number % 4,
            room=str(101 + 10 * self.place + number),
        )

    def proposed(self, schedule: Schedule) -> Schedule:
        """A member proposes a lesson; the head has not answered yet."""
        lesson = self.lesson(schedule, len(DAYS) - 1, *DAYS[-1])
        with self.on(9, 12):
            services.propose_openlesson(lesson, by=afresh(self.troupe.members[-1]))
        return schedule

    def decide(self, schedule: Schedule, way: str) -> None:
        digest = schedule.revisions.get().digest
        schedule.refresh_from_db()
        with self.on(9, 11):
            by = afresh(self.troupe.deputy)
            if way == "return":
                text = words.RETURNED[self.language]
                services.return_schedule(schedule, by=by, digest=digest, text=text)
                return
            services.agree_schedule(schedule, by=by, digest=digest)
        if way == "approve":
            schedule.refresh_from_db()
            with self.on(9, 12):
                services.approve_schedule(schedule, by=afresh(self.director), digest=digest)

    def live(self, schedule: Schedule) -> None:
        """What is past was given, visited and analysed; one lesson was moved."""
        lessons = list(schedule.lessons.order_by("day", "pk"))
        for number, lesson in enumerate(lessons):
            lesson.refresh_from_db()
            if number == WITHDRAWN:
                self.move(lesson)
            if lesson.day and lesson.day < self.today:
                self.give(lesson, analyse=self.place == 0 and number < WITHDRAWN)

    def move(self, lesson: OpenLesson) -> None:
        day = lesson.day + timedelta(days=2)  # type: ignore[operator] -- each has its day
        with on(min(lesson.day - timedelta(days=3), self.today)):  # type: ignore[operator]
            services.move_openlesson(
                lesson,
                by=afresh(self.troupe.head),
                day=day,
                period=lesson.period,
                room=lesson.room,
                reason=words.MOVED[self.language],
            )
        lesson.refresh_from_db()

    def give(self, lesson: OpenLesson, *, analyse: bool) -> None:
        visit = self.visit(lesson) if analyse else None
        with on(lesson.day):  # type: ignore[arg-type] -- as above
            services.give_openlesson(lesson, by=afresh(lesson.teacher), text="")
        if visit:
            self.analyse(visit)

    def visit(self, lesson: OpenLesson) -> Visit:
        others = [p for p in self.troupe.members if p != lesson.teacher]
        facts = {
            name: getattr(lesson, name)
            for name in ("subject", "topic", "day", "period", "grade", "letter", "language")
        }
        visit = Visit(
            association=self.troupe.association,
            year=self.year,
            kind=Visit.Kind.OPEN,
            teacher=lesson.teacher,
            open_lesson=lesson,
            purpose=words.PURPOSE[self.language],
            **facts,
        )
        with on(lesson.day - timedelta(days=2)):  # type: ignore[operator] -- as above
            services.create_visit(visit, by=afresh(others[0]), visitors=others[:2])
        return visit

    def analyse(self, visit: Visit) -> None:
        """Each visitor writes, the teacher answers, they agree."""
        for sheet in VisitSheet.objects.filter(visit=visit).order_by("pk"):
            with on(visit.day, 16):
                self.write(sheet)
            teacher = afresh(visit.teacher)
            with on(visit.day + timedelta(days=1)):
                sheet.refresh_from_db()
                services.answer_visitsheet(sheet, by=teacher, **words.REPLY[self.language])
            with on(visit.day + timedelta(days=2)):
                sheet.refresh_from_db()
                services.agree_visitsheet(sheet, by=afresh(sheet.author))

    def write(self, sheet: VisitSheet) -> None:
        lines = sheet.template.criteria.in_order()
        remark = words.REMARK[self.language]
        answers = {
            str(line.pk): {"points": 2 - (place % 4 == 1), "remark": ""}
            if line.scored
            else {"points": None, "remark": remark}
            for place, line in enumerate(lines)
        }
        fields = {"answers": answers, **words.SHEET[self.language]}
        by = afresh(sheet.author)
        services.save_visitsheet(sheet, by=by, version=sheet.version, fields=fields)
        sheet.refresh_from_db()
        services.share_visitsheet(sheet, by=by)

    def mutual(self) -> None:
        """Members come to each other's lessons; one such visit is still to come."""
        members = self.troupe.members
        for number, (month, day) in enumerate(((9, 24), (10, 16), (11, 17), (12, 3))):
            when = date(self.first, month, day)
            teacher, visitor = members[number + 1], members[-1 - number]
            if teacher == visitor or not self.subjects:
                continue
            visit = Visit(
                association=self.troupe.association, year=self.year, kind=Visit.Kind.MUTUAL,
                teacher=teacher, subject=self.subjects[0], day=when, period=3,
                grade=7, letter="А", language=self.language,
                topic=words.TOPICS[self.language][number], purpose=words.PURPOSE[self.language],
            )  # fmt: skip
            with on(min(when - timedelta(days=3), self.today)):
                services.create_visit(visit, by=afresh(visitor), visitors=[visitor])
            if when < self.today:
                self.analyse(visit)


def show(troupe: Troupe, director: User, first: int, place: int) -> None:
    if place >= len(WAYS):
        return
    showing = Showing(troupe, director, first, place)
    if showing.today < date(first, 9, 15):
        return
    way = WAYS[place]
    schedule = showing.schedule(way)
    if way == "approve":
        showing.live(schedule)
    if place == 0:
        showing.mutual()
