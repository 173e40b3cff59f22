"""Plain functions that make valid things. The test says only what it is about."""

import json
from datetime import date, time, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from associations.models import (
    Absence,
    AcademicYear,
    Association,
    Award,
    Category,
    Course,
    Education,
    Membership,
    Post,
    Quarter,
    School,
    Subject,
    TeacherProfile,
    User,
    WorkPeriod,
)
from core.models import Attachment, Letter
from lessons.models import (
    Advice,
    ClubProposal,
    DiaryEntry,
    Event,
    EventParticipant,
    EventPoint,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
    Olympiad,
    OlympiadResult,
    OpenLesson,
    Schedule,
    ScheduleRevision,
    SheetCriterion,
    SheetTemplate,
    SubjectWeek,
    Visit,
    VisitSheet,
    WeekRow,
)
from meetings.models import (
    AgendaItem,
    Attendance,
    Election,
    ItemProposal,
    JointAssociation,
    Meeting,
    Resolution,
    Speech,
)
from plans.documents.snapshot import plan_data
from plans.models import (
    IndividualPlan,
    Plan,
    PlanningYear,
    PlanRemark,
    PlanRevision,
    PlanRow,
    TopicPlan,
)
from plans.services.forcing import hold_rows
from plans.services.remarks import create_planremark

_number = count(1)
PASSWORD = "Kyzyl-Alma-Bagy-2026"
LONG_AGO = date(2020, 9, 1)


def a_school(**fields: Any) -> School:
    number = next(_number)
    return School.objects.create(
        **{
            "name_ky": f"№ {number} орто мектеби",
            "name_ru": f"Средняя школа № {number}",
            "genitive_ky": f"№ {number} орто мектебинин",
            "genitive_ru": f"средней школы № {number}",
            "short_name_ky": f"№ {number} орто мектеби",
            "short_name_ru": f"СШ № {number}",
            "place_ky": "Нарын ш.",
            "place_ru": "г. Нарын",
            **fields,
        }
    )


def a_year(school: School, **fields: Any) -> AcademicYear:
    """The school year of today, from 1 September to 31 August, with its quarters."""
    today = timezone.localdate()
    first = fields.pop("first", today.year if today.month >= 9 else today.year - 1)
    start = fields.get("start") or date(first, 9, 1)
    end = fields.get("end") or date(first + 1, 8, 31)
    year, made = AcademicYear.objects.get_or_create(
        school=school, start=start, defaults={"end": end}
    )
    if made and not fields:
        days = [(9, 1, 11, 4), (11, 10, 12, 30), (1, 12, 3, 20), (3, 28, 5, 29)]
        for number, (m1, d1, m2, d2) in enumerate(days, 1):
            first_year = first if m1 >= 9 else first + 1
            Quarter.objects.create(
                year=year,
                number=number,
                start=date(first_year, m1, d1),
                end=date(first_year, m2, d2),
            )
    return year


def a_person(school: School, **fields: Any) -> User:
    number = next(_number)
    password = fields.pop("password", None)
    person = User(
        **{
            "school": school,
            "username": f"mugalim{number}",
            "surname_ky": "Жумабекова",
            "first_name_ky": "Айгүл",
            "patronymic_ky": "Сапар кызы",
            "surname_ru": "Жумабекова",
            "first_name_ru": "Айгуль",
            "patronymic_ru": "Сапаровна",
            "title_ky": "математика мугалими",
            "title_ru": "учитель математики",
            **fields,
        }
    )
    person.set_password(password) if password else person.set_unusable_password()
    person.save()
    return person


def a_post(person: User, kind: str, **fields: Any) -> Post:
    return Post.objects.create(**{"person": person, "kind": kind, "since": LONG_AGO, **fields})


def a_subject(school: School, **fields: Any) -> Subject:
    return Subject.objects.create(
        **{"school": school, "name_ky": f"Математика {next(_number)}", **fields}
    )


def an_association(school: School, head: User | None = None, **fields: Any) -> Association:
    number = next(_number)
    association = Association.objects.create(
        **{
            "school": school,
            "name_ky": f"Так илимдер усулдук бирикмеси {number}",
            "name_ru": f"МО учителей точных наук {number}",
            "genitive_ky": f"так илимдер усулдук бирикмесинин {number}",
            "genitive_ru": f"методического объединения учителей точных наук {number}",
            **fields,
        }
    )
    if head:
        a_membership(association, head, role=Membership.Role.HEAD)
    return association


def a_membership(association: Association, person: User, **fields: Any) -> Membership:
    return Membership.objects.create(
        **{"association": association, "person": person, "since": LONG_AGO, **fields}
    )


def an_absence(person: User, **fields: Any) -> Absence:
    """The person is away today, and for a week."""
    today = timezone.localdate()
    days = {"since": today, "until": today + timedelta(days=7)}
    return Absence.objects.create(**{"person": person, **days, **fields})


def a_letter(to: User, **fields: Any) -> Letter:
    """A letter that did not leave."""
    facts = {"scope": to.scope, "address": to.email, "kind": "urgent", "state": "failed"}
    words = {"subject": "Бүгүн", "body": "Бүгүн мөөнөтү бүтөт.", "error": "address: 550 жок"}
    key = f"test:{next(_number)}"
    return Letter.objects.create(**{"to": to, "key": key, **facts, **words, **fields})


def a_meeting(association: Association, **fields: Any) -> Meeting:
    """A planned meeting of today, chaired by the head, with the members on its list."""
    day = fields.get("date") or timezone.localdate()
    chair = fields.get("chair") or association.head()
    secretary = fields.get("secretary") or association.secretary()
    meeting = Meeting.objects.create(
        **{
            "association": association,
            "year": a_year(association.school),
            "date": day,
            "starts_at": time(14, 0),
            "place": "31-кабинет",
            "topic": "I чейректин жыйынтыгы",
            "chair": chair,
            "secretary": secretary,
            "author": chair or a_person(association.school),
            **fields,
        }
    )
    if not meeting.is_frozen:
        for person in association.members(day):
            Attendance.objects.create(meeting=meeting, person=person)
    return meeting


def a_joint_meeting(host: Association, *others: Association, **fields: Any) -> Meeting:
    """A meeting of several associations, with the members of all on its list, all present."""
    meeting = a_meeting(host, kind=Meeting.Kind.JOINT, **fields)
    for other in others:
        JointAssociation.objects.create(meeting=meeting, association=other, year=meeting.year)
    for person in meeting.members():
        Attendance.objects.get_or_create(meeting=meeting, person=person)
    meeting.attendance.update(status=Attendance.Status.PRESENT)
    return meeting


def a_council(school: School) -> Association:
    """The council of the school's heads; nobody is put on its list."""
    school.council = an_association(
        school,
        is_council=True,
        name_ky="Усулдук бирикмелердин жетекчилеринин кеңеши",
        name_ru="Совет руководителей методических объединений",
        genitive_ky="усулдук бирикмелердин жетекчилеринин кеңешинин",
        genitive_ru="совета руководителей методических объединений",
    )
    school.save()
    return school.council


def an_item(meeting: Meeting, **fields: Any) -> AgendaItem:
    position = meeting.items.count() + 1
    return AgendaItem.objects.create(
        **{
            "meeting": meeting,
            "position": position,
            "title": f"{position}-маселе жөнүндө",
            **fields,
        }
    )


def a_speech(item: AgendaItem, **fields: Any) -> Speech:
    position = item.speeches.count() + 1
    return Speech.objects.create(
        **{"item": item, "position": position, "text": "Колдоду.", **fields}
    )


def a_resolution(item: AgendaItem, **fields: Any) -> Resolution:
    people = fields.pop("responsible", [])
    position = item.resolutions.count() + 1
    usual = {"text": "Маалымат эске алынсын.", "due_now": fields.get("due")}
    resolution = Resolution.objects.create(
        **{"item": item, "position": position, **usual, **fields}
    )
    resolution.responsible.set(people)
    return resolution


def an_election(item: AgendaItem, votes: dict[User, int | None], **fields: Any) -> Election:
    """The count of an election; who has the most votes is elected, at a tie nobody."""
    most = max((given or 0 for given in votes.values()), default=0)
    leaders = [person for person, given in votes.items() if given and given == most]
    election = Election.objects.create(
        **{
            "item": item,
            "association": item.meeting.association,
            "winner": leaders[0] if len(leaders) == 1 else None,
            **fields,
        }
    )
    for position, (person, given) in enumerate(votes.items(), 1):
        election.candidates.create(
            school=election.school, person=person, votes=given, position=position
        )
    return election


def a_ready_meeting(association: Association, **fields: Any) -> Meeting:
    """A meeting that can be held: everybody is there, one item is decided."""
    meeting = a_meeting(association, **fields)
    meeting.attendance.update(status=Attendance.Status.PRESENT)
    item = an_item(meeting, state=AgendaItem.State.DECIDED, heard="Маалымат угулду.")
    a_resolution(item)
    return meeting


def a_proposal(association: Association, author: User, **fields: Any) -> ItemProposal:
    """A question that a member wants on the agenda."""
    return ItemProposal.objects.create(
        **{
            "association": association,
            "author": author,
            "title": f"Сунушталган {next(_number)}-маселе жөнүндө",
            "why": "Көп мугалим сурап жатат.",
            **fields,
        }
    )


def a_file(subject: Any, *, by: User, **fields: Any) -> Attachment:
    """A small file that belongs to this."""
    words = f"file {next(_number)}".encode()
    return Attachment.objects.create(
        **{
            "scope": subject.scope,
            "content_type": ContentType.objects.get_for_model(subject),
            "object_id": subject.pk,
            "kind": "annex",
            "title": "тиркеме",
            "file": ContentFile(words, name="a.pdf"),
            "name": "a.pdf",
            "type": "application/pdf",
            "size": len(words),
            "digest": sha256(words).hexdigest(),
            "by": by,
            **fields,
        }
    )


def a_plan(association: Association, **fields: Any) -> Plan:
    """A draft of this year's plan, by the head of the association."""
    year = fields.pop("year", None) or a_year(association.school)
    author = fields.pop("author", None) or association.head()
    return Plan.objects.create(association=association, year=year, author=author, **fields)


def a_plan_row(plan: Plan, **fields: Any) -> PlanRow:
    people = fields.pop("responsible", [])
    fields = {"text": "Бирикменин отуруму", "months": [10], **fields}
    if "position" not in fields:
        fields["position"] = plan.rows.filter(part=fields.get("part", 1)).count() + 1
    row = PlanRow(plan=plan, **fields)
    row.due_now = fields.get("due_now", row.last_day())
    row.save()
    row.responsible.set(people)
    return row


def in_force(plan: Plan) -> Plan:
    """Let the plan hold as it stands: submitted once, approved (a monthly one: agreed)."""
    content = plan_data(plan)
    snapshot = json.dumps(content)
    revision = PlanRevision.objects.create(
        plan=plan,
        number=plan.revisions.count() + 1,
        snapshot=snapshot,
        digest=sha256(snapshot.encode()).hexdigest(),
        by=plan.author,
        at=timezone.now(),
    )
    status = "approved" if plan.is_annual else "agreed"
    Plan.objects.filter(pk=plan.pk).update(in_force=revision, status=status)
    hold_rows(plan, content)
    return Plan.objects.get(pk=plan.pk)


def a_remark(plan: Plan, *, by: User, text: str, place: str = "") -> PlanRemark:
    """What a decider remarks on the text that was submitted last."""
    digest = plan.revisions.latest("number").digest
    return create_planremark(plan, by=by, digest=digest, text=text, place=place)


def a_plan_in_force(association: Association, *rows: dict[str, Any], **fields: Any) -> Plan:
    """A plan that holds, with a row for each of these."""
    plan = a_plan(association, **fields)
    for row in rows:
        a_plan_row(plan, **row)
    return in_force(plan)


def a_topic_plan(association: Association, person: User, **fields: Any) -> TopicPlan:
    """A draft of a calendar-thematic plan."""
    year = fields.pop("year", None) or a_year(association.school)
    subject = fields.pop("subject", None) or a_subject(association.school)
    usual = {"grade": 7, "hours": 68}
    return TopicPlan.objects.create(
        association=association, year=year, person=person, subject=subject, **usual | fields
    )


def an_individual_plan(association: Association, person: User, **fields: Any) -> IndividualPlan:
    year = fields.pop("year", None) or a_year(association.school)
    return IndividualPlan.objects.create(
        association=association, year=year, person=person, **fields
    )


def a_planning(year: AcademicYear, **fields: Any) -> PlanningYear:
    """What the school set for the plans of the year."""
    usual = PlanningYear.usual(year)
    for name, value in fields.items():
        setattr(usual, name, value)
    usual.save()
    return usual


def a_schedule(association: Association, **fields: Any) -> Schedule:
    """A draft of the schedule of this half-year, by the head of the association."""
    year = fields.pop("year", None) or a_year(association.school)
    author = fields.pop("author", None) or association.head()
    return Schedule.objects.create(association=association, year=year, author=author, **fields)


def an_open_lesson(schedule: Schedule, teacher: User, **fields: Any) -> OpenLesson:
    """A line of the schedule: the 14th of October, or the first weekday after it."""
    october = schedule.year.start.replace(month=10, day=14)
    day = fields.pop("day", october + timedelta(days=october.weekday() == 6))
    usual = {"topic": "Квадраттык теңдеме", "grade": 7, "letter": "Ң", "author": teacher}
    return OpenLesson.objects.create(
        schedule=schedule,
        teacher=teacher,
        **{**usual, "day": day, "month": day.replace(day=1), **fields},
    )


def in_force_schedule(schedule: Schedule) -> Schedule:
    """Let the schedule hold as it stands: submitted once, approved."""
    rows = [{"key": str(key)} for key in schedule.lessons.values_list("key", flat=True)]
    snapshot = json.dumps({"lessons": rows})
    revision = ScheduleRevision.objects.create(
        schedule=schedule,
        number=schedule.revisions.count() + 1,
        snapshot=snapshot,
        digest=sha256(snapshot.encode()).hexdigest(),
        by=schedule.author,
        at=timezone.now(),
    )
    Schedule.objects.filter(pk=schedule.pk).update(in_force=revision, status="approved")
    return Schedule.objects.get(pk=schedule.pk)


def a_week(association: Association, **fields: Any) -> SubjectWeek:
    """A draft of a subject week that began on Monday, by the head of the association."""
    year = fields.pop("year", None) or a_year(association.school)
    today = timezone.localdate()
    first = fields.pop("first", max(today - timedelta(days=today.weekday()), year.start))
    usual = {"title": "Математика жумалыгы", "last": first + timedelta(days=5)}
    usual["author"] = fields.pop("author", None) or association.head()
    facts = {**usual, "year": year, "first": first, **fields}
    return SubjectWeek.objects.create(association=association, **facts)


def a_week_row(week: SubjectWeek, **fields: Any) -> WeekRow:
    """An event on the first day of the week."""
    people = fields.pop("responsible", [])
    row = WeekRow.objects.create(
        week=week, **{"text": "Математикалык викторина", "day": week.first, **fields}
    )
    row.responsible.set(people)
    return row


def an_event(association: Association, **fields: Any) -> Event:
    """A practical seminar that was planned for today."""
    year = fields.pop("year", None) or a_year(association.school)
    author = fields.pop("author", None) or association.head()
    usual = {"title": "Сынчыл ойлоону өнүктүрүү", "day": timezone.localdate(), "place": "31"}
    return Event.objects.create(
        association=association, **{**usual, "year": year, "author": author, **fields}
    )


def a_point(event: Event, **fields: Any) -> EventPoint:
    usual = {"title": "Теориялык бөлүк", "begins": time(14, 0)}
    return EventPoint.objects.create(event=event, **{**usual, **fields})


def a_participant(event: Event, person: User | None = None, **fields: Any) -> EventParticipant:
    return EventParticipant.objects.create(event=event, person=person, **fields)


def an_olympiad(association: Association, **fields: Any) -> Olympiad:
    """A school stage of today; its tasks open in an hour."""
    jury = fields.pop("jury", [])
    year = fields.pop("year", None) or a_year(association.school)
    author = fields.pop("author", None) or association.head()
    usual = {"title": "Математика олимпиадасы", "day": timezone.localdate(), "classes": "7–11"}
    opens = {"opens_at": timezone.now() + timedelta(hours=1)}
    olympiad = Olympiad.objects.create(
        association=association, **{**usual, **opens, "year": year, "author": author, **fields}
    )
    olympiad.jury.set(jury)
    return olympiad


def a_result(olympiad: Olympiad, **fields: Any) -> OlympiadResult:
    usual = {"pupil": f"Асанов Бек {next(_number)}", "grade": 7, "letter": "Ң", "points": 30}
    return OlympiadResult.objects.create(olympiad=olympiad, **{**usual, **fields})


def a_club(association: Association, person: User, **fields: Any) -> ClubProposal:
    year = fields.pop("year", None) or a_year(association.school)
    author = fields.pop("author", None) or association.head()
    usual = {"title": "Жаш математик", "year": year, "author": author}
    return ClubProposal.objects.create(
        association=association, person=person, **{**usual, **fields}
    )


def a_mentorship(association: Association, **fields: Any) -> Mentorship:
    """A pair of this year that the director has ordered: a mentor, and a young teacher."""
    year = fields.pop("year", None) or a_year(association.school)
    mentor = fields.pop("mentor", None) or a_member(association)
    novice = fields.pop("novice", None) or a_young_teacher(association)
    usual: dict[str, Any] = {"since": year.start, "until": year.end, "status": "appointed"}
    if fields.get("status", "appointed") != "proposed":
        usual |= {"order_number": "45", "order_date": year.start}
    subject = fields.pop("subject", None) or a_subject(association.school)
    author = fields.pop("author", None) or association.head() or mentor
    pair = {"mentor": mentor, "novice": novice, "subject": subject, "author": author}
    return Mentorship.objects.create(
        association=association, year=year, **{**usual, **pair, **fields}
    )


def a_member(association: Association, **fields: Any) -> User:
    person = a_person(association.school, **fields)
    a_membership(association, person)
    return person


def a_young_teacher(association: Association, **fields: Any) -> User:
    """A member who has taught for a year."""
    since = timezone.localdate() - timedelta(days=365)
    return a_member(association, **{"teaches_since": since, **fields})


def a_mentorship_plan(pair: Mentorship, side: str = "mentor", **fields: Any) -> MentorshipPlan:
    """A plan with one row, unless ``rows`` says how many."""
    rows, status = fields.pop("rows", 1), fields.pop("status", "draft")
    author = pair.mentor if side == "mentor" else pair.novice
    plan = MentorshipPlan.objects.create(mentorship=pair, side=side, author=author, **fields)
    for _row in range(rows):
        a_mentorship_row(plan)
    MentorshipPlan.objects.filter(pk=plan.pk).update(status=status)
    plan.status = status
    return plan


def a_mentorship_row(plan: MentorshipPlan, **fields: Any) -> MentorshipRow:
    usual = {"month": 10, "content": "Сабакка катышуу жана талдоо", "form": "сабакка катышуу"}
    return MentorshipRow.objects.create(plan=plan, **{**usual, **fields})


def a_diary_entry(pair: Mentorship, **fields: Any) -> DiaryEntry:
    usual = {"day": pair.since, "kind": "talk", "text": "Сабактын максаты жөнүндө маек."}
    return DiaryEntry.objects.create(mentorship=pair, **{**usual, **fields})


def a_mentorship_report(
    pair: Mentorship, side: str = "mentor", period: str = "half", **fields: Any
) -> MentorshipReport:
    author = pair.mentor if side == "mentor" else pair.novice
    facts = {"side": side, "period": period, "author": author}
    usual = {"done": "Беш сабакка катыштым."}
    return MentorshipReport.objects.create(mentorship=pair, **facts, **{**usual, **fields})


def a_sheet_template(school: School, kind: str = "mutual", **fields: Any) -> SheetTemplate:
    """The version in use: one line with points, one in words, one that may stay empty."""
    usual = {"school": school, "kind": kind, "status": fields.pop("status", "in_use")}
    rows = SheetTemplate.objects.filter(school=school, kind=kind)
    found = rows.filter(status="in_use").first()
    if found and usual["status"] == "in_use" and not fields:
        return found
    template = SheetTemplate.objects.create(
        **{**usual, "number": rows.count() + 1, **fields, "status": "draft"}
    )
    lines = [("Максаты", True, True), ("Усулдары", False, True), ("Техника", True, False)]
    for place, (text, scored, required) in enumerate(lines, start=1):
        SheetCriterion.objects.create(
            template=template, position=place, text_ky=text, scored=scored, required=required
        )
    SheetTemplate.objects.filter(pk=template.pk).update(status=usual["status"])
    template.refresh_from_db()
    return template


def a_visit(association: Association, teacher: User, *visitors: User, **fields: Any) -> Visit:
    """A lesson of today that these people come to see; each has an empty sheet."""
    today = timezone.localdate()
    status = fields.pop("status", "planned")
    usual: dict[str, Any] = {
        "year": a_year(association.school),
        "subject": fields.pop("subject", None) or a_subject(association.school),
        "day": today,
        "period": 3,
        "grade": 7,
        "letter": "Ң",
        "topic": "Бөлчөктөр",
        "author": (visitors or (teacher,))[0],
        "status": status,
    }
    visit = Visit.objects.create(
        association=association, teacher=teacher, **{**usual, **fields}
    )
    visit.visitors.set(visitors)
    template = a_sheet_template(association.school, visit.kind)
    for person in visitors:
        VisitSheet.objects.create(visit=visit, author=person, template=template)
    return visit


def a_sheet(visit: Visit, author: User, status: str = "draft", **fields: Any) -> VisitSheet:
    """The filled sheet of a visitor; nothing is missing in it."""
    sheet = VisitSheet.objects.get(visit=visit, author=author)
    lines = sheet.template.criteria.in_order()
    filled: dict[str, Any] = {
        "answers": {
            str(line.pk): {"points": 2 if line.scored else None, "remark": "Так коюлган"}
            for line in lines
        },
        "strengths": "Балдар активдүү.",
        "to_improve": "Убакыт жетпей калды.",
        "recommendation": "Топ менен иштөө.\nТүшүндүрүүнү кыскартуу.",
        "conclusion": "Сабак максатына жетти.",
        "version": 2,
    }
    for name, value in {**filled, **fields}.items():
        setattr(sheet, name, value)
    sheet.save()
    if status != "draft":
        now = timezone.now()
        later = {"agreed_at": now} if status == "agreed" else {}
        words = {"self_analysis": "Өзүм да көрдүм.", "reply": "Макулмун.", "answered_at": now}
        told = words if status in {"answered", "agreed"} else {}
        VisitSheet.objects.filter(pk=sheet.pk).update(
            status=status, shared_at=now, **told, **later
        )
        Visit.objects.filter(pk=visit.pk).update(status="held")
        sheet = VisitSheet.objects.get(pk=sheet.pk)
    return sheet


def an_advice(sheet: VisitSheet, **fields: Any) -> Advice:
    usual = {"teacher": sheet.visit.teacher, "text": "Топ менен иштөө."}
    return Advice.objects.create(sheet=sheet, **{**usual, **fields})


def a_profile(person: User, **fields: Any) -> TeacherProfile:
    """What there is once in the data bank; nobody has checked or confirmed it."""
    known = {"person": person, "school": person.school, "changed_at": timezone.now()}
    return TeacherProfile.objects.create(**{**known, **fields})


ROWS: dict[type, dict[str, Any]] = {
    Education: {"level": "higher", "institution": "Ош мамлекеттик университети", "year": 2010},
    WorkPeriod: {"place": "№ 5 орто мектеп", "since": date(2016, 9, 1), "here": True},
    Category: {"kind": "first", "year": 2023},
    Course: {"topic": "Баалоо", "place": "Борбор", "year": 2024, "hours": 72},
    Award: {"title": "Ардак грамота", "year": 2022, "number": "118"},
}


def a_row(person: User, row: type, **fields: Any) -> Any:
    """A row of the data bank; without a profile nobody would ask for it."""
    if not TeacherProfile.objects.filter(person=person).exists():
        a_profile(person)
    return row.objects.create(  # type: ignore[attr-defined]
        person=person, school=person.school, **{**ROWS[row], **fields}
    )
