"""How the demo's associations plan: a year, its months, and what became of the rows."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from associations.models import AcademicYear, Post, User
from core.renderer import client
from core.uploads import Accepted, accept
from meetings.models import Meeting
from plans import services
from plans.models import Plan, PlanRow, RowMark
from plans.models.plan import first_of_month
from plans.workflow import ROW_OPEN, RowStatus
from reports.management.demo import plan_words as words
from reports.management.demo.scripts import Script
from reports.management.demo.story import Troupe, afresh, day_of, on

# How the year's plan of an association stands, by its place in the school.
STAGES = {
    "ky": ("approve", "approve", "approve", "submit", "agree", "return", "approve", "approve"),
    "ru": ("approve", "submit", "agree", "return", "approve"),
}
WAITED = {"submit": 3, "agree": 5, "return": 6}  # days until today
LATE, PARTLY, MOVED, REPORTED = range(4)  # of each eight rows that are due
EACH, MISSED_EACH, PARTLY_EACH = 8, 11, 13
ALONE_EACH = 3
PROVEN = 3  # of the rows of a month, the one with a file
ADOPTING = "I.2"  # the line of the template about the plan itself
AGREED_UNIONS = 4  # so many associations have the plans of two months


class Planner:
    """The people of one association who plan its year, and who decide on it."""

    def __init__(self, troupe: Troupe, year: AcademicYear, place: int) -> None:
        self.troupe, self.year, self.place = troupe, year, place
        self.first = year.start.year
        self.language = troupe.head.language
        posts = Post.objects.filter(person__school=year.school_id, kind=Post.Kind.DIRECTOR)
        self.director = posts.select_related("person")[0].person
        self.today = timezone.localdate()

    def on(self, day: date) -> Any:
        return on(min(day, self.today))

    def annual(self, scripts: Sequence[Script], source: str, stage: str) -> Plan:
        """Make the plan of the year and bring it as far as asked."""
        waited = WAITED.get(stage)
        made = date(self.first, 8, 31)
        sent = self.today - timedelta(days=waited) if waited else date(self.first, 9, 4)
        with self.on(made):
            head = afresh(self.troupe.head)
            union = self.troupe.association
            plan = services.make_plan(union, year=self.year, by=head, source=source)
            self.write(plan, head)
            if source == "template":
                self.add_meetings(plan, head, scripts)
        self.tie(plan)
        with self.on(sent):
            services.submit_plan(plan, by=afresh(self.troupe.head))
        self.decide(plan, stage, sent)
        plan.refresh_from_db()
        return plan

    def write(self, plan: Plan, head: User) -> None:
        """The heading, the people, what is expected of each kind of work."""
        plan.goal, plan.tasks = words.GOALS[self.language], words.TASKS[self.language]
        services.save_header(plan, by=head)
        for kind, said in words.EVIDENCE[self.language].items():
            plan.rows.filter(kind=kind).update(evidence=said)
        plan.rows.filter(kind=PlanRow.Kind.SEMINAR).update(
            questions=words.SEMINAR[self.language]
        )
        self.entrust(plan)

    def entrust(self, plan: Plan) -> None:
        """The head does not do everything alone."""
        doers: Any = PlanRow.responsible.through
        others = [person for person in self.troupe.members if person != self.troupe.head]
        rows = list(doers.objects.filter(planrow__plan=plan).order_by("pk"))
        for place, row in enumerate(rows):
            if place % ALONE_EACH:
                row.user_id = others[place % len(others)].pk
        if self.place >= len(STAGES[self.language]):
            rows[-1].user_id = self.stranger().pk  # who takes it over asks for a decision
        doers.objects.bulk_update(rows, ["user_id"])

    def stranger(self) -> User:
        """Somebody of the school who does not belong here now."""
        ours = [person.pk for person in self.troupe.members]
        rows = User.objects.filter(school=self.year.school_id, memberships__isnull=False)
        return rows.exclude(pk__in=ours).order_by("pk")[0]

    def add_meetings(self, plan: Plan, head: User, scripts: Sequence[Script]) -> None:
        for script in scripts:
            row = PlanRow(plan=plan, part=PlanRow.Part.ORGANISATION, text=script.topic)
            row.when, row.day = PlanRow.When.DAY, day_of(script, self.first)
            row.kind = PlanRow.Kind.MEETING
            row.evidence = words.EVIDENCE[self.language][row.kind]
            row.questions = "\n".join(item.title for item in script.items)
            services.add_row(row, by=head, people=[self.troupe.head])

    def tie(self, plan: Plan) -> None:
        """Each meeting closes its row; the first of them adopts the plan."""
        found = Meeting.objects.of_association(self.troupe.association).filter(
            year=self.year, kind=Meeting.Kind.ORDINARY
        )
        meetings = list(found.exclude(status="cancelled").order_by("date"))
        rows = plan.rows.filter(kind=PlanRow.Kind.MEETING).order_by("due_now")
        head = afresh(self.troupe.head)
        for row in rows:
            same = [one for one in meetings if row.day and one.date.month == row.day.month]
            for meeting in same[:1]:
                meetings.remove(meeting)
                self.link(row, meeting, head)
        first = found.filter(number__isnull=False).order_by("date").first()
        if first:
            item = first.items.in_order()[0]
            services.consider_plan(plan, by=head, item=item)

    def link(self, row: PlanRow, meeting: Meeting, head: User) -> None:
        """What is over was tied long ago; nobody looks for who did it."""
        if self.year.end < self.today:
            PlanRow.objects.filter(pk=row.pk).update(meeting=meeting)
        else:
            services.link_planrow(row, by=head, meeting=meeting)

    def decide(self, plan: Plan, stage: str, sent: date) -> None:
        if stage == "submit":
            return
        plan.refresh_from_db()
        digest, deputy = _digest(plan), self.troupe.deputy
        with self.on(sent + timedelta(days=2)):
            deputy = afresh(deputy)
            if stage == "return":
                self.give_back(plan, deputy, digest)
                return
            services.agree_plan(plan, by=deputy, digest=digest)
        if stage == "approve":
            plan.refresh_from_db()
            with self.on(sent + timedelta(days=4)):
                services.approve_plan(plan, by=afresh(self.director), digest=digest)

    def give_back(self, plan: Plan, deputy: User, digest: str) -> None:
        keys = {row.code: str(row.key) for row in plan.rows.exclude(code="")}
        for where, text in words.REMARKS[self.language]:
            place = keys.get(where, where)
            services.create_planremark(plan, by=deputy, digest=digest, text=text, place=place)
        text = words.RETURNED[self.language]
        services.return_plan(plan, by=deputy, digest=digest, text=text)

    def past(self, plan: Plan) -> None:
        """A year that is over: nearly everything was done."""
        rows = list(plan.rows.in_life().with_standing().order_by("pk"))
        rows = [row for row in rows if row.standing in ROW_OPEN]
        marks = []
        for place, row in enumerate(rows):
            row.status, step, text = self.ended(place)
            author = self.troupe.head
            marks.append(
                RowMark(row=row, school=row.school, step=step, text=text, author=author)
            )
        with on(self.year.end):
            RowMark.objects.bulk_create(marks)
        PlanRow.objects.bulk_update(rows, ["status"])

    def ended(self, place: int) -> tuple[str, str, str]:
        if place % MISSED_EACH == MISSED_EACH // 2:
            return RowStatus.NOT_DONE, RowMark.Step.NOT_DONE, words.MISSED[self.language]
        if place % PARTLY_EACH == PARTLY_EACH // 2:
            return RowStatus.PARTLY, RowMark.Step.PARTLY, words.PARTLY[self.language]
        said = words.DONE[self.language]
        return RowStatus.DONE, RowMark.Step.DONE, said[place % len(said)]

    def fulfil(self, plan: Plan) -> None:
        """The months until today: what was due is marked, the last two have their plans."""
        months = [first for first in _firsts(self.year) if first <= self.today]
        for number, first in enumerate(months):
            self.mark(self.due(plan, first))
            if len(months) - number <= 2 and self.place < AGREED_UNIONS:  # noqa: PLR2004
                self.month(plan, first, last=number == len(months) - 1)
        self.begin(plan)

    def due(self, plan: Plan, first: date) -> list[PlanRow]:
        """What fell due in the month before and stands open; of a month's plan, its rows."""
        rows = PlanRow.objects.in_life().filter(
            plan__association=plan.association_id, plan__year=plan.year_id, due_now__lt=first
        )
        rows = rows.exclude(marks__step="moved").exclude(marks__verdict="waiting")
        return list(rows.open().without_months().order_by("pk"))

    def mark(self, rows: Iterable[PlanRow]) -> None:
        for place, row in enumerate(rows):
            with self.on((row.due_now or self.today) - timedelta(days=place % 5)):
                self.say(row, (place + self.place + 1) % EACH, place)

    def say(self, row: PlanRow, fate: int, place: int) -> None:
        head, said = afresh(self.troupe.head), words.DONE[self.language]
        fate = EACH if row.code == ADOPTING else fate  # the first meeting has adopted it
        if fate == PARTLY:
            services.part_planrow(row, by=head, text=words.PARTLY[self.language])
        elif fate == MOVED and row.due_now and row.plan.is_annual:
            later = min(row.due_now + timedelta(days=75), self.year.end)
            services.postpone_planrow(
                row, by=head, new_due=later, text=words.MOVED[self.language]
            )
        elif fate == REPORTED:
            self.report(row, head, said[place % len(said)])
        elif fate != LATE:
            files = [self.paper()] if self.place == 0 and place == PROVEN else []
            services.finish_planrow(row, by=head, text=said[place % len(said)], files=files)

    def paper(self) -> Accepted:
        """A page that proves that something was done."""
        title, now = words.PROOF[self.language], timezone.now()
        page = f"<h1>{title}</h1><p>{words.DONE[self.language][0]}</p>"
        pdf = client.render(page, language=self.language, title=title, made_at=now, css="")
        return accept(SimpleUploadedFile(f"{title}.pdf", pdf))

    def report(self, row: PlanRow, head: User, text: str) -> None:
        """Whoever does it says so, and waits for the head; the head says it at once."""
        doer = row.responsible.exclude(pk=head.pk).first()
        if doer:
            services.report_planrow(row, by=afresh(doer), text=text)
        else:
            services.finish_planrow(row, by=head, text=text)

    def begin(self, plan: Plan) -> None:
        """Of what runs all year, something is under way."""
        rows = plan.rows.in_life().filter(status=RowStatus.PLANNED, meeting=None)
        for row in rows.filter(due_now__gt=self.today).order_by("pk")[:3]:
            services.begin_planrow(row, by=afresh(self.troupe.head))
        self.report_early(plan)

    def report_early(self, plan: Plan) -> None:
        """A teacher is ready before the time: the head has something to confirm."""
        rows = (
            PlanRow.objects.in_life()
            .open()
            .without_months()
            .filter(
                plan__association=plan.association_id, all_members=True, due_now__gte=self.today
            )
        )
        row = rows.exclude(marks__verdict="waiting").by_urgency().first()
        if row:
            doer = afresh(self.troupe.members[2])
            services.report_planrow(row, by=doer, text=words.DONE[self.language][1])

    def month(self, plan: Plan, first: date, *, last: bool) -> None:
        """Agreed, but for the last one of every second association, which still waits."""
        with self.on(first):
            head = afresh(self.troupe.head)
            month = services.make_month(plan, by=head, month=first)
            row = PlanRow(plan=month, part=PlanRow.Part.TEACHING, months=[first.month])
            row.text, row.kind = words.OWN_ROWS[self.language], PlanRow.Kind.CONTROL
            services.add_row(row, by=head, people=[self.troupe.secretary])
            services.submit_plan(month, by=head)
        if last and self.place % 2:
            return
        month.refresh_from_db()
        with self.on(first + timedelta(days=1)):
            digest = _digest(month)
            services.agree_plan(month, by=afresh(self.troupe.deputy), digest=digest)


def _digest(plan: Plan) -> str:
    return plan.revisions.order_by("-number")[0].digest


def _firsts(year: AcademicYear) -> list[date]:
    return [first_of_month(year, month) for month in (9, 10, 11, 12, 1, 2, 3, 4, 5)]
