"""Every page and every paper, for everybody, in Kyrgyz and in Russian: no word of English."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from associations.models import ArchivedDocument, Membership, Post, School, User
from associations.services.people import end_post
from associations.services.unions import close_association, end_membership
from core.models import Attachment
from core.pdf import Document
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Attendance, Meeting
from tests import factories as make
from tests.spoken import compiled, cyrillic_words, foreign_words, heard  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.ignore_template_errors]

READERS = ["director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", ""]
VOTES = ["votes_for", "votes_against", "votes_abstained"]
MOST = 4  # rows of one kind that are looked at
PRESSING = ["director", "head", "secretary", ""]  # who sends every form without a word
NOT_PRESSED = {"associations:sign_out", "associations:language"}


# The world: a thing of every kind, at every stage


@pytest.fixture
def world(director, deputy, clerk, head, secretary, teacher, stranger, gone, association):
    """A school where everything has happened once. Its people and texts are Kyrgyz."""
    today = timezone.localdate()
    for place, person in enumerate(User.objects.all()):
        User.objects.filter(pk=person.pk).update(
            username=f"m{place}", phone="+996 700 000000", joined_on=date(2020, 9, 1)
        )
    for _ in range(20):
        make.a_membership(association, make.a_person(association.school))
    leaver, acting = make.a_person(association.school), make.a_person(association.school)
    end_membership(make.a_membership(association, leaver), by=director, until=today)
    make.a_post(acting, Post.Kind.DEPUTY, acting_for=deputy, basis="№ 12 буйрук")
    end_post(make.a_post(leaver, Post.Kind.CLERK), by=director, until=today)
    subject = make.a_subject(association.school, name_ru="Математика")
    association.subjects.add(subject)
    close_association(
        make.an_association(association.school), by=director, closed_on=today
    )
    for number in range(26):
        make.a_meeting(association, topic=f"{number}-тема", date=today - timedelta(days=400))
    meetings(association, head=head, secretary=secretary, teacher=teacher)
    return {
        "director": director, "deputy": deputy, "clerk": clerk, "head": head,
        "secretary": secretary, "teacher": teacher, "stranger": stranger, "": None,
    }  # fmt: skip


def meetings(association, *, head, secretary, teacher):
    """One meeting at each stage."""
    planned = make.a_meeting(association, date=timezone.localdate() + timedelta(days=9))
    make.an_item(planned, title="План").rapporteurs.add(teacher)
    bare = make.a_meeting(association, place="", topic="", chair=None, secretary=None)
    make.an_item(bare, minutes=10, carried_from=planned.items.get())
    convened = make.a_ready_meeting(association)
    services.convene_meeting(convened, by=head)
    cancelled = make.a_ready_meeting(association)
    services.cancel_meeting(cancelled, by=head, reason="Карантин.")
    held = rich(make.a_ready_meeting(association, number=1, status="held"), teacher)
    signed_by_chair(make.a_ready_meeting(association, number=2, status="held"), head)
    signed = both_sign(rich(a_held(association, 3), teacher), head, secretary)
    services.issue_extract(signed, by=head, labels=["1.1"], issued_to="Мугалимге")
    corrected = both_sign(a_held(association, 4), head, secretary)
    services.correct_meeting(corrected, by=head, reason="Ката кетти.")
    attach(held, head)


def a_held(association, number):
    return make.a_ready_meeting(association, number=number, status="held")


def rich(meeting, teacher):
    """Everything that minutes can hold."""
    item = meeting.items.get()
    make.a_speech(item, person=teacher)
    make.a_speech(item, guest="Осмонов Т., ата-эне")
    year = meeting.year
    kinds = [
        {"due_kind": "date", "due": year.start + timedelta(days=20), "responsible": [teacher]},
        {"due_kind": "permanent", "all_members": True},
        {"due_kind": "year_end", "vote": "open", **dict.fromkeys(VOTES, 1)},
        {"vote": "secret"},
    ]
    for number, fields in enumerate(kinds):
        make.a_resolution(item, text=f"{number}-иш аткарылсын.", **fields)
    make.an_item(meeting, state=AgendaItem.State.POSTPONED)
    make.an_item(meeting, state=AgendaItem.State.WITHDRAWN)
    rows = list(meeting.attendance.filter(status="present").order_by("pk"))[3:9]
    reasons = [choice for choice in Attendance.Reason.values if choice]
    for row, reason in zip(rows, reasons, strict=False):
        Attendance.objects.filter(pk=row.pk).update(status="absent", reason=reason)
    Attendance.objects.filter(pk=rows[-1].pk).update(
        status="present", came_late=True, left_after=item
    )
    Attendance.objects.create(
        meeting=meeting, guest="Осмонов Т.", post="ата-эне", status="invited"
    )
    return meeting


def signed_by_chair(meeting, chair):
    services.sign_meeting(meeting, by=chair, digest=text_digest(protocol_data(meeting)))
    meeting.refresh_from_db()
    return meeting


def both_sign(meeting, chair, secretary):
    signed_by_chair(meeting, chair)
    protocol = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=secretary, digest=protocol.digest)
    meeting.refresh_from_db()
    return meeting


def attach(meeting, by):
    for kind, subject in {"annex": meeting, "talk": meeting.items.first()}.items():
        Attachment.objects.create(
            scope=meeting.scope,
            content_type=ContentType.objects.get_for_model(subject),
            object_id=subject.pk,
            kind=kind,
            title="Баяндама",
            file=ContentFile(b"%PDF-", name="1.pdf"),
            name="баяндама.pdf",
            type="application/pdf",
            size=5,
            digest="0" * 64,
            by=by,
        )


# The walk


def addresses(resolver=None, prefix=""):
    """Every address of the house with some of its things."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from addresses(entry, space)
        elif isinstance(entry, URLPattern):
            name = f"{prefix}{entry.name}"
            for told in things(name, entry):
                yield name, reverse(name, kwargs=told)


def things(name, pattern):
    wanted = set(pattern.pattern.converters)
    if wanted == {"code"}:
        codes = ArchivedDocument.objects.values_list("code", flat=True)
        return [{"code": code} for code in ["XXXX", *codes[:MOST]]]
    others = {part: {"handle": "x", "file": 1}[part] for part in wanted - {"pk"}}
    if "pk" not in wanted:
        return [others]
    return [{"pk": pk, **others} for pk in keys_of(model_of(name, pattern.callback))]


def model_of(name, view):
    if name == "attachment":
        return Attachment
    model = view.view_initkwargs.get("model") or getattr(view.view_class, "model", None)
    queryset = getattr(view.view_class, "queryset", None)
    assert model or queryset is not None, f"Teach the walker about {name}."
    return model or queryset.model


def keys_of(model):
    """The latest meeting at each stage; a few of everything else."""
    rows = model._default_manager
    if model is Meeting:
        return rows.values("status").annotate(last=Max("pk")).values_list("last", flat=True)
    return rows.order_by("pk").values_list("pk", flat=True)[:MOST]


def visit(client, address, *, press):
    """What one address says: opened, and sent without a word."""
    answer = client.get(address)
    yield answer
    if press and (answer.status_code == 405 or "<form" in text_of(answer)):
        with transaction.atomic():
            yield client.post(address, follow=True)
            transaction.set_rollback(True)


def text_of(answer):
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.text if html and not answer.streaming else ""


@pytest.fixture
def papers(monkeypatch):
    """Papers that were asked for; the renderer rests."""
    made = []

    def pdf(self, *args, **kwargs):
        made.append(self)
        return b"%PDF-1.7"

    monkeypatch.setattr(Document, "pdf", pdf)
    return made


@pytest.mark.parametrize(
    ("reader", "language"),
    [*((reader, "ky") for reader in READERS), ("director", "ru"), ("head", "ru"), ("", "ru")],
)
def test_no_page_says_a_word_of_english(client, world, papers, compiled, reader, language):  # noqa: F811
    User.objects.update(language=language)
    School.objects.update(paper_language=language)
    client.cookies["django_language"] = language
    person, press = world[reader], reader in PRESSING
    found, seen = {}, 0
    if person:
        client.force_login(person)
    for name, address in addresses():
        if name in NOT_PRESSED:
            continue
        for answer in visit(client, address, press=press):
            seen += 1
            for word in foreign_words(text_of(answer)):
                found.setdefault(word, f"{name} {address} {answer.status_code}")

    assert seen > 100
    assert not found
