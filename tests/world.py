"""A small world for tests of borders: a school with two associations, and another school.

Every text of a side carries its mark, so that a word that is where it may not be is seen. What
everybody of a school may know (its people, the names of its associations) is marked with the
school's mark only.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from associations import archive
from associations.models import Holiday, Membership, Post, User
from associations.services import issue_codes
from core.models import Attachment, Letter, Progress
from core.numbering import next_number
from core.sessions import handle_of
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import (
    AgendaItem,
    Attendance,
    DeadlineChange,
    ItemProposal,
    Meeting,
    ResolutionReport,
)
from meetings.services.finding import remember_meeting, remember_proposal
from plans.models import Plan, PlanRemark
from tests import factories as make
from tests.known import KNOWN_ROWS, data_of
from tests.pages import undone
from tests.planned import amendment_of, handed_in_of, plans_of, row_of
from tests.sharing import keep, kept_database
from tests.taught import lessons_of

TODAY = timezone.localdate()
COMING = {"since": TODAY + timedelta(days=30), "until": TODAY + timedelta(days=37)}
HERE, OUR, OTHER, FOREIGN = "zqhere", "zqour", "zqother", "zqforeign"
MISSING = 10**9
BANK = ["bank", "composition"]
DATA = ["detail", "change", "check", "confirm"]


@dataclass
class Side:
    """One association with everything in it; ``mark`` is in each of its texts."""

    mark: str
    school: object
    year: object
    subject: object
    association: object
    head: User
    secretary: User
    teacher: User
    clerk_post: Post
    closed: User
    meetings: dict[str, Meeting] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    handed: dict[str, object] = field(default_factory=dict)
    lessons: dict[str, object] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)
    failed: Progress | None = None
    proposal: ItemProposal | None = None
    report: ResolutionReport | None = None
    wish: DeadlineChange | None = None

    def membership(self):
        return self.association.memberships.get(person=self.teacher)

    def item(self, meeting="planned", place=0):
        return list(self.meetings[meeting].items.in_order())[place]

    def resolution(self, meeting):
        return self.item(meeting).resolutions.get()

    def guest(self):
        return self.meetings["planned"].attendance.get(status=Attendance.Status.INVITED)

    def protocol(self, meeting="signed", version=1):
        return self.meetings[meeting].protocols.get(version=version)

    def paper(self, meeting="signed", version=1):
        return self.protocol(meeting, version).paper

    def work(self):
        """Long work that the head began and that has failed."""
        return Progress.objects.create(
            scope=self.school.pk,
            by=self.head,
            title=f"иш {self.mark}",
            job="tests.world.nothing",
            state=Progress.State.FAILED,
            message=f"ката {self.mark}",
        )

    def session(self):
        """A second browser in which the teacher is signed in."""
        client = Client()
        client.force_login(self.teacher)
        return handle_of(client.session.session_key)


def a_school_with_a_mark(mark):
    school = make.a_school(
        **{f"{name}_{tongue}": f"{name} {mark}" for name in NAMES for tongue in ("ky", "ru")}
    )
    year = make.a_year(school)
    year.end -= timedelta(days=20)  # so that the usual days of the next year begin after it
    year.save()
    start = year.start + timedelta(days=60)
    Holiday.objects.create(year=year, name_ky=f"тыныгуу {mark}", start=start, end=start)
    subject = make.a_subject(school, name_ky=f"сабак {mark}", name_ru=f"предмет {mark}")
    posts = {
        kind: make.a_post(a_person(school, mark, kind), kind, title_ky=f"кызмат {mark}")
        for kind in (Post.Kind.DIRECTOR, Post.Kind.DEPUTY, Post.Kind.CLERK)
    }
    closed = a_person(school, mark, "closed", is_active=False)
    return SimpleNamespace(
        school=school, year=year, subject=subject, posts=posts, closed=closed
    )


NAMES = ["name", "short_name", "genitive", "place", "superior"]


def a_person(school, mark, username, contacts="", **fields):
    """Names are the school's; telephone and mail are the association's."""
    username = f"{username}{User.objects.count()}.{mark}"
    return make.a_person(
        school,
        username=username,
        surname_ky=f"Абазбек {mark}",
        surname_ru=f"Абазбеков {mark}",
        title_ky=f"мугалим {mark}",
        phone=f"0700 {contacts or mark}",
        email=f"{username}@{contacts or mark}.kg",
        language="en",
        **fields,
    )


def a_side(here, mark, school_mark):
    school = here.school
    people = {
        role: a_person(school, school_mark, role, contacts=mark)
        for role in ("head", "secretary", "teacher")
    }
    named = f"бирикме {people['head'].pk} {school_mark}"
    association = make.an_association(
        school, head=people["head"], name_ky=named, name_ru=named, genitive_ky=named
    )
    make.a_membership(association, people["secretary"], role=Membership.Role.SECRETARY)
    make.a_membership(association, people["teacher"])
    association.subjects.add(here.subject)
    side = Side(
        mark=mark,
        school=school,
        year=here.year,
        subject=here.subject,
        association=association,
        clerk_post=here.posts[Post.Kind.CLERK],
        closed=here.closed,
        **people,
    )
    fill(side)
    side.lessons = lessons_of(side, school_mark)
    side.data = data_of(side)
    return side


def fill(side):
    """Meetings in every state, each with everything that can belong to one."""
    _held(side, "earlier")
    late = side.item("earlier")
    late.state = AgendaItem.State.POSTPONED
    late.save()
    _held(side, "held")
    _sign(side, _held(side, "signing"))
    _circulated(side)
    _elected(side)
    for name in ("signed", "corrected", "correcting"):
        _countersign(side, _sign(side, _held(side, name)))
    for name in ("corrected", "correcting"):
        _correct(side, side.meetings[name])
    _countersign(side, _sign(side, side.meetings["corrected"]))
    _papers(side)
    services.finish_resolution(
        side.resolution("corrected"), by=side.head, outcome=f"аткарылды {side.mark}"
    )
    _reported(side)
    _planned(side, "planned", date=timezone.localdate())
    guest = side.meetings["planned"].attendance
    guest.create(
        guest=f"конок {side.mark}",
        post=f"кызматы {side.mark}",
        status=Attendance.Status.INVITED,
    )
    services.convene_meeting(_planned(side, "convened"), by=side.head)
    cancelled = _planned(side, "cancelled")
    services.cancel_meeting(cancelled, by=side.head, reason=f"себеп {side.mark}")
    _propose(side)
    side.plans = plans_of(side)
    side.handed = handed_in_of(side)
    side.failed = side.work()
    words = {"subject": f"кат {side.mark}", "body": f"кат {side.mark}"}
    make.a_letter(side.teacher, key=f"test:{side.mark}", **words)
    make.an_absence(side.teacher, **COMING, remark=f"жок {side.mark}")
    for meeting in Meeting.objects.filter(association=side.association):
        remember_meeting(meeting)
    side.meetings = {name: Meeting.objects.get(pk=m.pk) for name, m in side.meetings.items()}


def _reported(side):
    """A resolution that was reported on, with a file; one whose deadline is asked for."""
    mark, teacher = side.mark, side.teacher
    services.report_resolution(side.resolution("correcting"), by=teacher, text=f"отчет {mark}")
    side.report = ResolutionReport.objects.get(author=teacher)
    _attach(side, side.report, "report", "report")
    _countersign(side, _sign(side, _held(side, "delayed")))
    delayed = side.resolution("delayed")
    new = delayed.due_now - timedelta(days=1)
    services.ask_deadline(delayed, by=teacher, new=new, reason=f"мөөнөт {mark}")
    side.wish = delayed.deadline_changes.get()


def _planned(side, name, **fields):
    """One question with everything on it, and two that nothing was said about."""
    mark, people = side.mark, [side.teacher]
    meeting = make.a_ready_meeting(
        side.association, place=f"бөлмө {mark}", topic=f"тема {mark}", **fields
    )
    item = meeting.items.get()
    item.title, item.heard = f"маселе {mark} жөнүндө", f"угулду {mark}"
    item.guest_rapporteur = f"баяндамачы {mark}"
    item.save()
    item.rapporteurs.set(people)
    make.a_speech(item, text=f"сөз {mark}", person=side.teacher)
    make.a_speech(item, text=f"сөз {mark}", guest=f"коноктун сөзү {mark}")
    row = item.resolutions.get()
    row.text, row.due_kind, row.due = f"токтом {mark}", "date", meeting.year.end
    row.save()
    row.responsible.set(people)
    make.an_item(meeting, title=f"экинчи {mark} тууралуу", state=AgendaItem.State.DECIDED)
    absent = meeting.attendance.get(person=side.teacher)
    absent.status, absent.reason, absent.remark = "absent", "other", f"себеби {mark}"
    absent.save()
    _attach(side, item, "talk", f"{name}-talk")
    _attach(side, meeting, "annex", f"{name}-annex")
    side.meetings[name] = meeting
    return meeting


def _held(side, name):
    meeting = _planned(side, name)
    series = f"protocol:{side.association.pk}:{side.year.pk}"
    number = next_number(series, scope=side.school.pk)
    Meeting.objects.filter(pk=meeting.pk).update(
        status="held", number=number, held_at=timezone.now()
    )
    meeting.refresh_from_db()
    return meeting


def _circulated(side):
    """Given to be read to a teacher who was there and remarks on it."""
    for name in ("unread", "circulated"):
        meeting = _held(side, name)
        meeting.attendance.filter(person=side.teacher).update(status="present", reason="")
    services.circulate_meeting(meeting, by=side.head, days=3)
    services.create_remark(meeting, by=side.teacher, text=f"сын-пикир {side.mark}")
    meeting.refresh_from_db()


def _elected(side):
    """A signed protocol by which the teacher was elected."""
    meeting = _held(side, "elected")
    item = make.an_item(meeting, kind="election", state=AgendaItem.State.DECIDED)
    make.an_election(item, {side.teacher: 2, side.head: 0})
    _countersign(side, _sign(side, meeting))


def _sign(side, meeting):
    data = protocol_data(Meeting.objects.get(pk=meeting.pk))
    services.sign_meeting(meeting, by=side.head, digest=text_digest(data))
    meeting.refresh_from_db()
    return meeting


def _countersign(side, meeting):
    waiting = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=side.secretary, digest=waiting.digest)
    meeting.refresh_from_db()
    return meeting


def _correct(side, meeting):
    services.correct_meeting(meeting, by=side.head, reason=f"оңдоо {side.mark}")
    meeting.refresh_from_db()


def _papers(side):
    meeting = side.meetings["signed"]
    to = f"кимге {side.mark}"
    services.issue_extract(meeting, by=side.head, labels=["1.1"], issued_to=to)
    _attach(side, meeting, "scan", "scan")
    for paper in side.association.papers.all():
        archive.render(paper)


def _propose(side):
    """What the teacher wants to discuss: not answered yet, a heading that could be better."""
    words = {"title": f"сунуш {side.mark}", "why": f"негизи {side.mark}"}
    side.proposal = make.a_proposal(side.association, side.teacher, **words)
    remember_proposal(side.proposal)
    _attach(side, side.proposal, "proposal", "proposal")


def _attach(side, subject, kind, name):
    text = f"мазмун {kind} {name} {side.mark}".encode()
    side.files[name] = Attachment.objects.create(
        scope=side.school.pk,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        kind=kind,
        title=f"{kind} {side.mark}",
        file=ContentFile(text, name="a.pdf"),
        name=f"{kind}-{side.mark}.pdf",
        type="application/pdf",
        size=len(text),
        digest="0" * 64,
        by=side.head,
    )


@dataclass
class World:
    ours: Side
    other: Side
    foreign: Side
    people: dict[str, User | None]
    keys: dict[str, str]

    def client(self, name):
        """A browser in which this person is signed in; each call gives a fresh one."""
        client = Client(headers={"host": "testserver"})
        client.handler = HANDLER
        if name in self.keys:
            client.cookies["sessionid"] = self.keys[name]
        return client


# Middleware is laid once: in walks of thousands of requests it was every fourteenth second.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def build():
    here, there = a_school_with_a_mark(HERE), a_school_with_a_mark(FOREIGN)
    ours, other = a_side(here, OUR, HERE), a_side(here, OTHER, HERE)
    foreign = a_side(there, FOREIGN, FOREIGN)
    gone = a_person(here.school, HERE, "gone", contacts=OUR)
    make.a_membership(ours.association, gone)
    for meeting in Meeting.objects.of_association(ours.association).plannable():
        services.sync_attendance(meeting)
    people = {
        "anonymous": None,
        "gone": gone,
        "teacher": ours.teacher,
        "secretary": ours.secretary,
        "head": ours.head,
        "stranger": other.teacher,
        "other_head": other.head,
        "clerk": here.posts[Post.Kind.CLERK].person,
        "deputy": here.posts[Post.Kind.DEPUTY].person,
        "director": here.posts[Post.Kind.DIRECTOR].person,
        "foreigner": there.posts[Post.Kind.DIRECTOR].person,
    }
    issue_codes([ours.teacher], by=people["director"])
    keys = {name: _key_of(person) for name, person in people.items() if person}
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return World(ours, other, foreign, people, keys)


def _key_of(person):
    client = Client()
    client.force_login(person)
    return client.session.session_key


def _of(kind):
    return lambda side: (getattr(side, kind).pk,)


def _known(kind):
    """A row of the data bank about the teacher of the side."""
    return lambda side: (side.data[kind].pk,)


def _lesson(name):
    """Anything of lessons, by its name in ``side.lessons``."""
    return lambda side: (side.lessons[name].pk,)


def _resolution(meeting):
    return lambda side: (side.resolution(meeting).pk,)


def _meeting(state):
    return lambda side: (side.meetings[state].pk,)


def _plan(state):
    return lambda side: (side.plans[state].pk,)


def _plan_revision(state):
    return lambda side: (side.plans[state].revisions.latest("number").pk,)


def _plan_remark(side):
    return (PlanRemark.objects.get(revision__plan=side.plans["returned"]).pk,)


def _handed(state):
    """What the teacher of the side handed in, by its state."""
    return lambda side: (side.handed[state].pk,)


def _plan_row(state, place=0):
    return lambda side: (row_of(side, state, place).pk,)


def _row_mark(side):
    """What the teacher reported of the row that all members have."""
    return (row_of(side, "approved", 2).marks.get(verdict="waiting").pk,)


def _item(meeting, place=0):
    return lambda side: (side.item(meeting, place).pk,)


def _file(name):
    return lambda side: (side.files[name].pk,)


def _letter(side):
    return (Letter.objects.get(key=f"test:{side.mark}").pk,)


def _bundle(side):
    _attach(side, side.work(), "bundle", "bundle")
    return (side.files.pop("bundle").pk,)


def nothing(side):
    return ()


# For every address the thing it is tried on: one at the stage at which somebody may do it.
# After "#" stands what is different about a second thing at the same address.
SAMPLES = {
    "reports:desk": nothing,
    "reports:notices_seen": nothing,
    "reports:search": nothing,
    "reports:search_pdf": nothing,
    "reports:control_sheet": nothing,
    "reports:control_sheet_pdf": nothing,
    "reports:control_sheet_table": nothing,
    **{f"reports:{name}{how}": nothing for name in BANK for how in ("", "_pdf", "_table")},
    "associations:association_list": nothing,
    "associations:association_create": nothing,
    "associations:association_usual": nothing,
    "associations:association_council": nothing,
    "associations:association_detail": _of("association"),
    "associations:association_update": _of("association"),
    "associations:association_close": _of("association"),
    "associations:membership_create": _of("association"),
    "associations:association_appoint_head": _of("association"),
    "associations:membership_end": lambda side: (side.membership().pk,),
    "associations:membership_change": lambda side: (side.membership().pk,),
    "associations:user_list": nothing,
    "associations:user_create": nothing,
    "associations:user_paste": nothing,
    "associations:user_detail": _of("teacher"),
    "associations:user_update": _of("teacher"),
    "associations:absence_create": _of("teacher"),
    "associations:absence_change": lambda side: (side.teacher.absences.get().pk,),
    "associations:absence_remove": lambda side: (side.teacher.absences.get().pk,),
    "associations:post_create": _of("teacher"),
    "associations:post_end": _of("clerk_post"),
    "associations:user_deactivate": _of("teacher"),
    "associations:user_reactivate": _of("closed"),
    "associations:school_settings": nothing,
    "associations:school_sample": nothing,
    "associations:academicyear_list": nothing,
    "associations:academicyear_create": nothing,
    "associations:academicyear_update": _of("year"),
    "associations:subject_list": nothing,
    "associations:subject_create": nothing,
    "associations:subject_usual": nothing,
    "associations:subject_update": _of("subject"),
    "associations:own_card": nothing,
    "associations:own_data": nothing,
    "associations:staffimport_create": nothing,
    "associations:staff_template": nothing,
    "associations:staffimport_detail": _known("staff"),
    "associations:staffimport_apply": _known("staff"),
    "associations:staffimport_detail#taken": _known("staff_taken"),
    "associations:staffimport_undo": _known("staff_taken"),
    **{f"associations:teacherprofile_{verb}": _of("teacher") for verb in DATA},
    **{f"associations:{row}_create": _of("teacher") for row in KNOWN_ROWS},
    **{
        f"associations:{row}_{verb}": _known(row)
        for row in KNOWN_ROWS
        for verb in ("change", "remove")
    },
    "associations:sign_in": nothing,
    "associations:sign_out": nothing,
    "associations:activate": nothing,
    "associations:language": nothing,
    "associations:password_change": nothing,
    "associations:session_list": nothing,
    "associations:session_end_others": nothing,
    "associations:session_end": lambda side: (side.session(),),
    "associations:activationcode_create": nothing,
    "associations:paper_check_form": nothing,
    "associations:paper_check": lambda side: (side.paper().code,),
    "associations:archiveddocument_list": nothing,
    "associations:archiveddocument_pdf": lambda side: (side.paper().pk,),
    "associations:archiveddocument_pdf#replaced": lambda side: (side.paper("corrected").pk,),
    "plans:plan_list": nothing,
    "plans:plan_create": nothing,
    "plans:plan_detail": _plan("draft"),
    "plans:plan_detail#approved": _plan("approved"),
    "plans:plan_update": _plan("draft"),
    "plans:plan_remove": _plan("draft"),
    "plans:plan_rows": _plan("draft"),
    "plans:plan_reorder": _plan("draft"),
    "plans:planrow_create": _plan("draft"),
    "plans:planrow_update": _plan_row("draft"),
    "plans:planrow_raise": _plan_row("draft", 1),
    "plans:planrow_lower": _plan_row("draft"),
    "plans:planrow_keep": _plan_row("draft"),
    "plans:planrow_remove": _plan_row("draft"),
    "plans:planrow_restore": _plan_row("draft"),
    "plans:plan_submit": _plan("draft"),
    "plans:plan_submit#returned": _plan("returned"),
    "plans:plan_withdraw": _plan("submitted"),
    "plans:plan_agree": _plan("submitted"),
    "plans:plan_retract": _plan("agreed"),
    "plans:plan_approve": _plan("agreed"),
    "plans:plan_return": _plan("submitted"),
    "plans:plan_return#agreed": _plan("agreed"),
    "plans:plan_amend": _plan("approved"),
    "plans:plan_abandon": _plan("amending"),
    "plans:planremark_create": _plan("submitted"),
    "plans:planremark_answer": _plan_remark,
    "plans:plan_rounds": _plan("returned"),
    "plans:planrevision_detail": _plan_revision("returned"),
    "plans:plan_waiting": nothing,
    "plans:plans_approve": nothing,
    "plans:plan_pdf": _plan("approved"),
    "plans:plan_pdf#draft": _plan("draft"),
    "plans:planrevision_pdf": _plan_revision("returned"),
    "plans:planrevision_amendment": lambda side: (amendment_of(side).pk,),
    "plans:plan_fulfilment_pdf": _plan("approved"),
    "plans:fulfilment_sheet_pdf": nothing,
    "plans:planningyear_update": _of("year"),
    "plans:planrow_list": nothing,
    "plans:planrow_list_pdf": nothing,
    "plans:planrow_list_table": nothing,
    "plans:fulfilment_sheet": nothing,
    "plans:task_list": nothing,
    "plans:planrow_detail": _plan_row("approved"),
    "plans:planrow_detail#reported": _plan_row("approved", 2),
    "plans:planrow_begin": _plan_row("approved"),
    "plans:planrow_finish": _plan_row("approved"),
    "plans:planrow_part": _plan_row("approved"),
    "plans:planrow_miss": _plan_row("approved"),
    "plans:planrow_cancel": _plan_row("approved"),
    "plans:planrow_reopen": _plan_row("approved", 1),
    "plans:planrow_postpone": _plan_row("approved"),
    "plans:planrow_report": _plan_row("approved"),
    "plans:rowmark_confirm": _row_mark,
    "plans:rowmark_return": _row_mark,
    "plans:plan_months": _plan("approved"),
    "plans:month_create": _plan("approved"),
    "plans:rows_take": _plan("month"),
    "plans:plan_consider": _plan("approved"),
    "plans:planrow_meeting": _plan_row("draft", 1),
    "plans:planrow_link": _plan_row("approved", 1),
    "plans:calendar_shift": _of("year"),
    "plans:topicplan_list": nothing,
    "plans:topicplan_list_pdf": nothing,
    "plans:topicplan_list_table": nothing,
    "plans:topicplan_create": nothing,
    "plans:topicplan_detail": _handed("handed_in"),
    "plans:topicplan_update": _handed("draft"),
    "plans:topicplan_hand_in": _handed("draft"),
    "plans:topicplan_discuss": _handed("handed_in"),
    "plans:topicplan_recommend": _handed("discussed"),
    "plans:topicplan_approve": _handed("recommended"),
    "plans:topicplan_return": _handed("handed_in"),
    "plans:topicplan_progress": _handed("approved"),
    "plans:individualplan_list": nothing,
    "plans:individualplan_create": nothing,
    "plans:individualplan_detail": _handed("individual"),
    "plans:individualplan_update": _handed("individual_draft"),
    "plans:individualplan_hand_in": _handed("individual_draft"),
    "plans:individualplan_approve": _handed("individual"),
    "plans:individualplan_return": _handed("individual"),
    "plans:handed_in": _of("association"),
    "plans:programmes": _of("association"),
    "plans:topicplans_discuss": _of("association"),
    "plans:topicplans_recommend": _of("association"),
    "plans:topicplans_approve": _of("association"),
    "lessons:event_list": nothing,
    "lessons:event_create": nothing,
    "lessons:event_detail": _lesson("event_planned"),
    "lessons:event_detail#held": _lesson("event_held"),
    "lessons:event_update": _lesson("event_planned"),
    "lessons:event_hold": _lesson("event_planned"),
    "lessons:event_cancel": _lesson("event_planned"),
    "lessons:event_reopen": _lesson("event_held"),
    "lessons:event_enlist": _lesson("event_planned"),
    "lessons:event_attend": _lesson("event_planned"),
    "lessons:event_attach": _lesson("event_planned"),
    "lessons:event_detach": _lesson("event_planned"),
    "lessons:event_join": _lesson("event_planned"),
    "lessons:event_leave": _lesson("event_planned"),
    "lessons:event_certify": _lesson("event_held"),
    "lessons:event_pdf": _lesson("event_planned"),
    "lessons:event_sheet": _lesson("event_planned"),
    "lessons:eventparticipant_remove": _lesson("participant_planned"),
    "lessons:eventpoint_create": _lesson("event_planned"),
    "lessons:eventpoint_update": _lesson("point_planned"),
    "lessons:eventpoint_remove": _lesson("point_planned"),
    "lessons:olympiad_list": nothing,
    "lessons:olympiad_create": nothing,
    "lessons:olympiad_detail": _lesson("olympiad_planned"),
    "lessons:olympiad_detail#finished": _lesson("olympiad_finished"),
    "lessons:olympiad_update": _lesson("olympiad_planned"),
    "lessons:olympiad_finish": _lesson("olympiad_planned"),
    "lessons:olympiad_cancel": _lesson("olympiad_planned"),
    "lessons:olympiad_reopen": _lesson("olympiad_cancelled"),
    "lessons:olympiad_paste": _lesson("olympiad_planned"),
    "lessons:olympiad_pdf": _lesson("olympiad_planned"),
    "lessons:olympiad_winners_pdf": _lesson("olympiad_planned"),
    "lessons:taskfile_create": _lesson("olympiad_planned"),
    "lessons:taskfile_remove": _lesson("task"),
    "lessons:olympiadresult_create": _lesson("olympiad_planned"),
    "lessons:olympiadresult_update": _lesson("result_planned"),
    "lessons:olympiadresult_remove": _lesson("result_planned"),
    "lessons:clubproposal_list": nothing,
    "lessons:clubproposal_list_pdf": nothing,
    "lessons:clubproposal_list_table": nothing,
    "lessons:clubproposal_create": nothing,
    "lessons:clubproposal_detail": _lesson("club_proposed"),
    "lessons:clubproposal_detail#accepted": _lesson("club_accepted"),
    "lessons:clubproposal_update": _lesson("club_proposed"),
    "lessons:clubproposal_withdraw": _lesson("club_proposed"),
    "lessons:clubproposal_accept": _lesson("club_proposed"),
    "lessons:clubproposal_decline": _lesson("club_proposed"),
    "lessons:subjectweek_list": nothing,
    "lessons:subjectweek_create": nothing,
    "lessons:subjectweek_detail": _lesson("week_draft"),
    "lessons:subjectweek_detail#approved": _lesson("week_approved"),
    "lessons:subjectweek_update": _lesson("week_draft"),
    "lessons:subjectweek_submit": _lesson("week_draft"),
    "lessons:subjectweek_withdraw": _lesson("week_submitted"),
    "lessons:subjectweek_approve": _lesson("week_submitted"),
    "lessons:subjectweek_return": _lesson("week_submitted"),
    "lessons:subjectweek_return#approved": _lesson("week_approved"),
    "lessons:subjectweek_write": _lesson("week_approved"),
    "lessons:subjectweek_report": _lesson("week_approved"),
    "lessons:subjectweek_reopen": _lesson("week_reported"),
    "lessons:subjectweek_attach": _lesson("week_approved"),
    "lessons:subjectweek_detach": _lesson("week_approved"),
    "lessons:subjectweek_pdf": _lesson("week_draft"),
    "lessons:subjectweek_report_pdf": _lesson("week_approved"),
    "lessons:weekrow_create": _lesson("week_draft"),
    "lessons:weekrow_update": _lesson("week_row_draft"),
    "lessons:weekrow_remove": _lesson("week_row_draft"),
    "lessons:weekrow_hold": _lesson("week_row_running"),
    "lessons:weekrow_miss": _lesson("week_row_running"),
    "lessons:weekrow_reopen": _lesson("week_row_held"),
    "meetings:meeting_list": nothing,
    "meetings:meeting_create": nothing,
    "meetings:meeting_detail": _meeting("planned"),
    "meetings:meeting_detail#signed": _meeting("signed"),
    "meetings:meeting_update": _meeting("planned"),
    "meetings:meeting_agenda": _meeting("planned"),
    "meetings:meeting_join": _meeting("planned"),
    "meetings:extract_pdf": lambda side: (side.protocol().extracts.get().pk,),
    "meetings:meeting_calendar": _meeting("planned"),
    "meetings:meeting_convene": _meeting("planned"),
    "meetings:meeting_cancel": _meeting("convened"),
    "meetings:agendaitem_create": _meeting("planned"),
    "meetings:agenda_reorder": _meeting("planned"),
    "meetings:agenda_take_over": _meeting("planned"),
    "meetings:agenda_start": _meeting("planned"),
    "meetings:agendaitem_update": _item("planned"),
    "meetings:agendaitem_raise": _item("planned", 1),
    "meetings:agendaitem_lower": _item("planned"),
    "meetings:agendaitem_improve": _item("planned"),
    "meetings:agendaitem_remove": _item("planned"),
    "meetings:agendaitem_withdraw": _item("planned"),
    "meetings:meeting_series": _of("association"),
    "meetings:itemproposal_list": nothing,
    "meetings:itemproposal_create": nothing,
    "meetings:itemproposal_detail": _of("proposal"),
    "meetings:itemproposal_update": _of("proposal"),
    "meetings:itemproposal_accept": _of("proposal"),
    "meetings:itemproposal_postpone": _of("proposal"),
    "meetings:itemproposal_decline": _of("proposal"),
    "meetings:itemproposal_withdraw": _of("proposal"),
    "meetings:itemproposal_improve": _of("proposal"),
    "meetings:meeting_record": _meeting("planned"),
    "meetings:meeting_minutes": _meeting("planned"),
    "meetings:meeting_minutes#signed": _meeting("signed"),
    "meetings:header_save": _meeting("planned"),
    "meetings:attendance_save": _meeting("planned"),
    "meetings:item_save": _item("planned"),
    "meetings:item_add": _meeting("planned"),
    "meetings:guest_add": _meeting("planned"),
    "meetings:guest_remove": lambda side: (side.guest().pk,),
    "meetings:annex_add": _meeting("planned"),
    "meetings:file_withdraw": lambda side: (
        side.meetings["planned"].pk,
        side.files["planned-annex"].pk,
    ),
    "meetings:meeting_hold": _meeting("convened"),
    "meetings:meeting_register": nothing,
    "meetings:meeting_register_pdf": nothing,
    "meetings:meeting_register_table": nothing,
    "meetings:meeting_register_bundle": nothing,
    "meetings:resolution_list": nothing,
    "meetings:resolution_list_pdf": nothing,
    "meetings:resolution_list_table": nothing,
    "meetings:deadline_list": _of("association"),
    "meetings:resolution_detail": _resolution("correcting"),
    "meetings:resolution_detail#asked": _resolution("delayed"),
    "meetings:resolution_trail": _resolution("correcting"),
    "meetings:resolution_report": _resolution("signed"),
    "meetings:resolution_accept": _resolution("correcting"),
    "meetings:resolution_return": _resolution("correcting"),
    "meetings:resolution_ask_deadline": _resolution("signed"),
    "meetings:report_accept": _of("report"),
    "meetings:report_return": _of("report"),
    "meetings:deadline_grant": _of("wish"),
    "meetings:deadline_refuse": _of("wish"),
    "meetings:task_list": nothing,
    "meetings:task_list_pdf": _of("teacher"),
    "meetings:resolution_finish": lambda side: (side.resolution("signed").pk,),
    "meetings:resolution_renew": lambda side: (side.resolution("corrected").pk,),
    "meetings:meeting_circulate": _meeting("unread"),
    "meetings:meeting_recall": _meeting("circulated"),
    "meetings:meeting_minutes#circulated": _meeting("circulated"),
    "meetings:remark_create": _meeting("circulated"),
    "meetings:consent_create": _meeting("circulated"),
    "meetings:election_apply": lambda side: (side.item("elected", 2).election.pk,),
    "meetings:remark_answer": lambda side: (side.meetings["circulated"].remarks.get().pk,),
    "meetings:meeting_sign": _meeting("held"),
    "meetings:meeting_countersign": _meeting("signing"),
    "meetings:meeting_reopen": _meeting("signing"),
    "meetings:meeting_correct": _meeting("signed"),
    "meetings:scan_create": _meeting("signed"),
    "meetings:extract_create": _meeting("signed"),
    "meetings:meeting_preview": _meeting("planned"),
    "meetings:meeting_preview#held": _meeting("held"),
    "meetings:protocol_pdf": lambda side: (side.protocol().pk,),
    "meetings:protocol_pdf#replaced": lambda side: (side.protocol("corrected").pk,),
    "meetings:meeting_attendance_sheet": _meeting("planned"),
    "meetings:meeting_blank": _meeting("planned"),
    "lessons:overview": nothing,
    "lessons:calendarfeed_list": nothing,
    "lessons:calendarfeed_create": nothing,
    "lessons:calendarfeed_renew": _lesson("feed"),
    "lessons:calendarfeed_remove": _lesson("feed"),
    "lessons:calendar_feed": lambda side: (side.lessons["feed"].code,),
    "lessons:schedule_list": nothing,
    "lessons:schedule_create": nothing,
    "lessons:schedule_detail": _lesson("schedule_approved"),
    "lessons:schedule_detail#draft": _lesson("schedule_draft"),
    "lessons:schedule_submit": _lesson("schedule_draft"),
    "lessons:schedule_withdraw": _lesson("schedule_submitted"),
    "lessons:schedule_agree": _lesson("schedule_submitted"),
    "lessons:schedule_approve": _lesson("schedule_agreed"),
    "lessons:schedule_return": _lesson("schedule_submitted"),
    "lessons:schedule_remove": _lesson("schedule_draft"),
    "lessons:schedule_take": _lesson("schedule_draft"),
    "lessons:schedule_pdf": _lesson("schedule_approved"),
    "lessons:schedule_pdf#draft": _lesson("schedule_draft"),
    "lessons:schedulerevision_pdf": _lesson("schedule_revision"),
    "lessons:openlesson_list": nothing,
    "lessons:openlesson_create": _lesson("schedule_draft"),
    "lessons:openlesson_propose": _lesson("schedule_draft"),
    "lessons:openlesson_detail": _lesson("lesson"),
    "lessons:openlesson_detail#proposed": _lesson("lesson_proposed"),
    "lessons:openlesson_update": _lesson("lesson_draft"),
    "lessons:openlesson_remove": _lesson("lesson_draft"),
    "lessons:openlesson_accept": _lesson("lesson_proposed"),
    "lessons:openlesson_decline": _lesson("lesson_proposed"),
    "lessons:openlesson_move": _lesson("lesson"),
    "lessons:openlesson_give": _lesson("lesson"),
    "lessons:openlesson_miss": _lesson("lesson"),
    "lessons:openlesson_reopen": _lesson("lesson_given"),
    "lessons:visit_list": nothing,
    "lessons:visit_list_pdf": nothing,
    "lessons:visit_list_table": nothing,
    "lessons:visit_create": nothing,
    "lessons:visitrules_update": nothing,
    "lessons:visit_detail": _lesson("visit_draft"),
    "lessons:visit_update": _lesson("visit_draft"),
    "lessons:visit_hold": _lesson("visit_draft"),
    "lessons:visit_miss": _lesson("visit_draft"),
    "lessons:visit_balance": _of("association"),
    "lessons:visit_matrix_pdf": _of("association"),
    "lessons:visit_sums": _of("association"),
    "lessons:visitsheet_find": nothing,
    "lessons:visitsheet_detail": _lesson("sheet_agreed"),
    "lessons:visitsheet_detail#draft": _lesson("sheet_draft"),
    "lessons:visitsheet_detail#shared": _lesson("sheet_shared"),
    "lessons:visitsheet_record": _lesson("sheet_draft"),
    "lessons:visitsheet_save": _lesson("sheet_draft"),
    "lessons:visitsheet_pdf": _lesson("sheet_agreed"),
    "lessons:visitsheet_pdf#draft": _lesson("sheet_draft"),
    "lessons:visitsheet_blank": _lesson("sheet_draft"),
    "lessons:visitsheet_share": _lesson("sheet_draft"),
    "lessons:visitsheet_answer": _lesson("sheet_shared"),
    "lessons:visitsheet_agree": _lesson("sheet_answered"),
    "lessons:advice_finish": _lesson("advice"),
    "lessons:advice_drop": _lesson("advice"),
    "lessons:sheettemplate_list": nothing,
    "lessons:sheettemplate_create": nothing,
    "lessons:sheettemplate_detail": _lesson("sheet_template"),
    "lessons:sheettemplate_update": _lesson("sheet_template_draft"),
    "lessons:sheettemplate_blank": _lesson("sheet_template"),
    "lessons:sheettemplate_use": _lesson("sheet_template_draft"),
    "lessons:mentorship_list": nothing,
    "lessons:novice_list": nothing,
    "lessons:mentorship_create": nothing,
    "lessons:mentorship_detail": _lesson("mentorship"),
    "lessons:mentorship_update": _lesson("mentorship_proposed"),
    "lessons:mentorship_appoint": _lesson("mentorship_proposed"),
    "lessons:mentorship_decline": _lesson("mentorship_proposed"),
    "lessons:mentorship_end": _lesson("mentorship"),
    "lessons:mentorship_diary": _lesson("mentorship"),
    "lessons:mentorship_diary_pdf": _lesson("mentorship"),
    "lessons:diaryentry_create": _lesson("mentorship"),
    "lessons:diaryentry_update": _lesson("diary_entry"),
    "lessons:diaryentry_remove": _lesson("diary_entry"),
    "lessons:mentorshipplan_create": _lesson("mentorship_written"),
    "lessons:mentorshipplan_detail": _lesson("mentor_plan_handed_in"),
    "lessons:mentorshipplan_detail#draft": _lesson("mentor_plan_draft"),
    "lessons:mentorshipplan_update": _lesson("mentor_plan_draft"),
    "lessons:mentorshipplan_fill": _lesson("mentor_plan_draft"),
    "lessons:mentorshipplan_hand_in": _lesson("mentor_plan_draft"),
    "lessons:mentorshipplan_approve": _lesson("mentor_plan_handed_in"),
    "lessons:mentorshipplan_return": _lesson("mentor_plan_handed_in"),
    "lessons:mentorshipplan_pdf": _lesson("mentor_plan"),
    "lessons:mentorshiprow_create": _lesson("mentor_plan_draft"),
    "lessons:mentorshiprow_update": _lesson("mentor_plan_draft_row"),
    "lessons:mentorshiprow_remove": _lesson("mentor_plan_draft_row"),
    "lessons:mentorshiprow_mark": _lesson("mentor_plan_row"),
    "lessons:mentorshipreport_create": _lesson("mentorship"),
    "lessons:mentorshipreport_detail": _lesson("mentor_report"),
    "lessons:mentorshipreport_update": _lesson("mentor_report_draft"),
    "lessons:mentorshipreport_hand_in": _lesson("mentor_report_draft"),
    "lessons:mentorshipreport_accept": _lesson("mentor_report_handed_in"),
    "lessons:mentorshipreport_return": _lesson("mentor_report_handed_in"),
    "lessons:mentorshipreport_pdf": _lesson("mentor_report"),
    "letter_list": nothing,
    "letter_detail": _letter,
    "letter_text": _letter,
    "letter_resend": _letter,
    "letters_resend": nothing,
    "progress": _of("failed"),
    "progress_retry": _of("failed"),
    "attachment": _file("scan"),
    "attachment#annex before held": _file("planned-annex"),
    "attachment#talk before held": _file("planned-talk"),
    "attachment#proposal": _file("proposal"),
    "attachment#report": _file("report"),
    "attachment#evidence": _file("evidence"),
    "attachment#event file": _file("event file"),
    "attachment#task": _file("task"),
    "attachment#week photo": _file("week photo"),
    "attachment#bundle": _bundle,
}


def paper_as_text(html, **order):
    """In place of the renderer: the paper's own words, so that they can be searched."""
    return f"{html}\n{order}".encode()


@pytest.fixture(scope="module")
def world(once, django_db_setup, django_db_blocker):
    """The world for a module; what a test does in it is ``undone`` by the test."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.renderer.client.render", paper_as_text)
        versions = {"renderer": "none", "font": "none"}
        patch.setattr("core.renderer.client.versions", lambda: versions)
        if connection.vendor == "sqlite":
            folder, built, number = once("world", lambda folder: (folder, *keep(folder, build)))
            with kept_database(folder, number), undone():
                yield built
        else:
            with undone():
                yield build()
