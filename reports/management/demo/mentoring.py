"""The demo's young teachers and their mentors: plans, diaries, reports, and who has none."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from associations.models import AcademicYear, User
from core.audit import record
from lessons import services
from lessons.models import Mentorship, MentorshipReport
from meetings.models import AgendaItem
from reports.management.demo import mentoring_words as words
from reports.management.demo.story import Troupe, afresh, on

LONG_SINCE = 6  # years that everybody but the young ones has taught at least
LONGEST = 34  # years more, at most
UNIONS = 3
NEXT_SPRING = 7  # months up to July lie in the second year


class Helping:
    """Mentorships of one association in one school year."""

    def __init__(self, troupe: Troupe, director: User, first: int) -> None:
        self.troupe, self.director, self.first = troupe, director, first
        self.language = troupe.head.language
        self.today = timezone.localdate()
        union = troupe.association
        self.year = AcademicYear.objects.get(school=union.school_id, start__year=first)
        items = AgendaItem.objects.filter(meeting__association=union, meeting__year=self.year)
        self.held = items.filter(meeting__number__isnull=False)
        self.items = self.held.order_by("meeting__date", "position", "pk")

    def day(self, month: int, day: int) -> date:
        return date(self.first + (month < NEXT_SPRING), month, day)

    def past(self, month: int, day: int) -> bool:
        return self.day(month, day) <= self.today

    def propose(self, mentor: User, novice: User) -> Mentorship:
        head = self.troupe.head
        subject = self.troupe.association.subjects.order_by("pk").first()
        pair = Mentorship(
            association=self.troupe.association,
            year=self.year,
            mentor=mentor,
            novice=novice,
            subject=subject,
            since=self.day(9, 5),
            until=self.day(5, 25),
            proposed=self.items.filter(title__icontains=words.MENTORS[self.language]).first(),
        )
        with on(self.day(9, 1)):
            services.propose_mentorship(pair, by=afresh(head))
            record(head, "create", pair)
        return pair

    def appoint(self, pair: Mentorship, number: int) -> None:
        with on(self.day(9, 5)):
            services.appoint_mentorship(
                pair,
                by=afresh(self.director),
                order_number=f"{number}-б" if self.language == "ky" else f"{number}-к",
                order_date=self.day(9, 5),
            )
        pair.refresh_from_db()

    def plans(self, pair: Mentorship, *, approve: bool) -> None:
        for person in (pair.mentor, pair.novice):
            with on(self.day(9, 10)):
                plan = services.create_mentorshipplan(pair, by=afresh(person))
                services.fill_mentorshipplan(plan, by=afresh(person))
                services.hand_in_mentorshipplan(plan, by=afresh(person))
            item = self.items.filter(meeting__date__gt=self.day(9, 10)).first()
            if approve and item:
                with on(item.meeting.date + timedelta(days=1)):
                    services.approve_mentorshipplan(
                        plan, by=afresh(self.troupe.head), item=item
                    )
                self.mark(plan, person, item.meeting.date)

    def mark(self, plan: Any, person: User, approved: date) -> None:
        """What was to be done before, is told to be done; here and there not wholly."""
        plan.refresh_from_db()
        for place, row in enumerate(plan.rows.in_order()):
            over = self.day(row.month, 25)
            if over > self.today:
                continue
            said: dict[str, str] = {"mark": "done"}
            if place == 1:
                said = {"mark": "partly", "words": words.PARTLY[self.language]}
            with on(max(over, approved + timedelta(days=2))):
                services.mark_mentorshiprow(row, by=afresh(person), **said)

    def diary(self, pair: Mentorship) -> None:
        for month, day, kind, text in words.DIARY[self.language]:
            if self.past(month, day):
                with on(self.day(month, day)):
                    services.add_diaryentry(
                        pair,
                        by=afresh(pair.mentor),
                        day=self.day(month, day),
                        kind=kind,
                        text=text,
                    )

    def reports(self, pair: Mentorship) -> None:
        """Both say how the half-year and the year went; the head accepts."""
        for period, month, day in (("half", 1, 14), ("year", 5, 22)):
            if not self.past(month, day):
                return
            for side, person in (("mentor", pair.mentor), ("novice", pair.novice)):
                report = MentorshipReport(
                    mentorship=pair, side=side, author=person, period=period,
                    **words.REPORTS[self.language][side],
                )  # fmt: skip
                with on(self.day(month, day)):
                    report.save()
                    record(person, "create", report)
                    services.hand_in_mentorshipreport(report, by=afresh(person))
                with on(self.day(month, day) + timedelta(days=2)):
                    head = afresh(self.troupe.head)
                    services.accept_mentorshipreport(report, by=head)

    def end(self, pair: Mentorship) -> None:
        with on(self.day(5, 25)):
            services.end_mentorship(
                pair, by=afresh(self.troupe.head), day=self.day(5, 25),
                text=words.CLOSING[self.language],
            )  # fmt: skip


def since_when(troupe: Troupe, first: int, young: int, shift: int) -> None:
    """Everybody has taught for long but the last ones of the list."""
    members = troupe.members
    for place, person in enumerate(members):
        long = LONG_SINCE + (11 * place + 5 * shift) % LONGEST
        years = 1 if place >= len(members) - young else long
        person.teaches_since = date(first - years, 9, 1)
        person.save(update_fields=["teaches_since"])


def help_young(troupe: Troupe, director: User, first: int, place: int) -> None:
    """Of the first association the past year is told to its end; one teacher has no mentor."""
    since_when(troupe, first, 2 if place == 0 else int(place < UNIONS), shift=place)
    if place >= UNIONS:
        return
    novice, mentor = troupe.members[-1], troupe.secretary
    if place == 0:
        last = Helping(troupe, director, first - 1)
        pair = last.propose(mentor, novice)
        last.appoint(pair, 41)
        last.plans(pair, approve=True)
        last.diary(pair)
        last.reports(pair)
        last.end(pair)
    now = Helping(troupe, director, first)
    if not now.past(9, 10):
        return
    pair = now.propose(mentor, novice)
    if place == 1:
        return
    now.appoint(pair, 38 + place)
    now.plans(pair, approve=place == 0)
    now.diary(pair)
    now.reports(pair)
