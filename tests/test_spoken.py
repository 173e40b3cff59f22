"""Every page and every paper, for everybody, in Kyrgyz and in Russian: no word of English."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import CharField, Max, TextField
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from associations.documents import sample
from associations.models import ROWS, ArchivedDocument, Award, Membership, Post, User
from associations.services.people import end_post
from associations.services.unions import close_association, end_membership
from core.dates import RU_MONTH_NAMES
from core.languages import ALPHABET
from core.models import Attachment, WorkflowModel
from core.pdf import Document
from lessons.models import ClubProposal, Event, EventPoint, SubjectWeek, VisitSheet
from meetings import services
from meetings.documents.inventory import Entry, ProtocolInventory
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.figures.turnout import turnout
from meetings.models import AgendaItem, Attendance
from tests import factories as make
from tests.pages import undone
from tests.spoken import compiled, cyrillic_words, foreign_words, heard  # noqa: F401
from tests.spoken_lessons import lessons
from tests.spoken_plans import plans

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either]
pytestmark += [pytest.mark.ignore_template_errors, pytest.mark.uncounted]

READERS = ["director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", ""]
MOST = 4  # rows of one kind that are looked at
PRESSING = [("director", "ky"), ("head", "ky"), ("", "ky")]  # who sends forms without a word
NAMES = {
    "director": "Асылбеков", "deputy": "Токтосунова", "clerk": "Осмонова",
    "head": "Абазбек уулу", "secretary": "Жумабекова", "teacher": "Ысакова",
    "stranger": "Өмүрбеков",
}  # fmt: skip
NOT_PRESSED = {"associations:sign_out", "associations:language"}


# The world: a thing of every kind, at every stage


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker):
    """A school where everything has happened once; each test takes back what it does."""
    with django_db_blocker.unblock(), undone(), translation.override("ky"):
        yield build()


def build():
    school, today = make.a_school(), timezone.localdate()
    make.a_year(school)
    people = {who: make.a_person(school, surname_ky=name) for who, name in NAMES.items()}
    for kind in Post.Kind.values:
        make.a_post(people[kind], kind)
    association = make.an_association(school, head=people["head"])
    roles = {"secretary": Membership.Role.SECRETARY, "teacher": Membership.Role.MEMBER}
    for who, role in roles.items():
        make.a_membership(association, people[who], role=role)
    for letter in ALPHABET[:20]:
        person = make.a_person(school, surname_ky=f"Аб{letter}ев", surname_ru="")
        make.a_membership(association, person)
    make.a_membership(make.an_association(school), people["stranger"])
    association.subjects.add(make.a_subject(school, name_ru="Математика"))
    past(association, people, today)
    meetings(association, people)
    plans(association, people)
    lessons(association, people)
    data_bank(people["head"], people["teacher"])
    for place, person in enumerate(User.objects.all()):
        User.objects.filter(pk=person.pk).update(
            username=f"m{place}", phone="+996 700 000000", joined_on=today
        )
    return {**people, "": None}


def data_bank(*people):
    for person in people:
        for kind in ROWS:
            make.a_row(person, kind)


def past(association, people, today):
    """What is over, and more rows than one page has."""
    school, director = association.school, people["director"]
    leaver, acting = make.a_person(school), make.a_person(school)
    make.a_person(school, is_active=False)
    end_membership(make.a_membership(association, leaver), by=director, until=today)
    make.a_post(acting, Post.Kind.DEPUTY, acting_for=people["deputy"], basis="№ 12 буйрук")
    end_post(make.a_post(leaver, Post.Kind.CLERK), by=director, until=today)
    close_association(make.an_association(school), by=director, closed_on=today)
    for number in range(26):
        make.a_meeting(association, topic=f"{number}-тема", date=today - timedelta(days=400))


def meetings(association, people):
    """One meeting at each stage."""
    head, secretary, teacher = people["head"], people["secretary"], people["teacher"]
    planned = make.a_meeting(association, date=timezone.localdate() + timedelta(days=9))
    make.an_item(planned, title="План").rapporteurs.add(teacher)
    convened = make.a_ready_meeting(association)
    services.convene_meeting(convened, by=head)
    cancelled = make.a_ready_meeting(association)
    services.cancel_meeting(cancelled, by=head, reason="Карантин.")
    bare = make.a_meeting(association, place="", topic="", chair=None, secretary=None)
    make.an_item(bare, minutes=10, carried_from=cancelled.items.get())
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
        {"due_kind": "year_end", "vote": "open"},
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
    voters = turnout(meeting).voters(1)[1]
    item.resolutions.exclude(vote="none").update(
        votes_for=voters - 2, votes_against=1, votes_abstained=1
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
            title="Математика",
            file=ContentFile(b"%PDF-", name="1.pdf"),
            name="баяндама.pdf",
            type="application/pdf",
            size=5,
            digest="0" * 64,
            by=by,
        )


# The walk


def addresses(*, press=False, resolver=None, prefix=""):
    """Every address of the house with some of its things; buttons only for who presses."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from addresses(press=press, resolver=entry, prefix=space)
        elif isinstance(entry, URLPattern) and (press or shows(entry.callback)):
            name = f"{prefix}{entry.name}"
            for told in things(name, entry):
                yield name, reverse(name, kwargs=told)


def shows(view):
    return hasattr(getattr(view, "view_class", None), "get") or not hasattr(view, "view_class")


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
    """The latest of what has stages at each of them; a few of everything else."""
    rows = model._default_manager
    if issubclass(model, WorkflowModel):
        return rows.values("status").annotate(last=Max("pk")).values_list("last", flat=True)
    return rows.order_by("pk").values_list("pk", flat=True)[:MOST]


def visit(client, address, *, press):
    """What one address says: opened, and sent without a word."""
    answer = client.get(address)
    text = text_of(answer)
    yield text
    if press and (answer.status_code == 405 or "<form" in text):
        with transaction.atomic():
            yield text_of(client.post(address, follow=True))
            transaction.set_rollback(True)


def is_paper(answer):
    whole(answer)
    return answer.headers.get("Content-Type") == "application/pdf"


def whole(answer):
    """What was sent; reading a file to its end closes it."""
    return answer.getvalue() if answer.streaming else answer.content


def text_of(answer):
    text = whole(answer)
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    return text.decode() if html else ""


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
    [*((reader, "ky") for reader in READERS), ("director", "ru"), ("", "ru")],
)
def test_no_page_says_a_word_of_english(client, everything, papers, compiled, reader, language):  # noqa: F811
    User.objects.update(language=language)
    client.cookies["django_language"] = language
    person, press = everything[reader], (reader, language) in PRESSING
    found, seen = {}, 0
    if person:
        client.force_login(person)
    for name, address in addresses(press=press):
        if name in NOT_PRESSED:
            continue
        for text in visit(client, address, press=press):
            seen += 1
            for word in foreign_words(text):
                found.setdefault(word, f"{name} {address}")

    assert seen > 50
    assert not found


# Papers


HOUSE = {"core", "associations", "meetings", "plans", "lessons", "reports"}


def kinds(parent=Document):
    """Every paper there is."""
    for kind in parent.__subclasses__():
        yield from kinds(kind)
        if "kind" in vars(kind) and kind.__module__.split(".")[0] in HOUSE:
            yield kind


def stored_words():
    """What people have written: it is not translated."""
    # Written so in both languages:
    found = {"протокол", "логин", "код", "тема", "файл", "редакция", "класс", "предмет"}
    found |= {"олимпиада", "диплому", "пед", *RU_MONTH_NAMES}
    found |= cyrillic_words(" ".join(sample.NAMES.values()))
    for model in apps.get_models():
        if model._meta.app_label in {"associations", "meetings", "plans", "lessons"}:
            texts = [f.name for f in model._meta.fields if isinstance(f, CharField | TextField)]
            for row in model.objects.values_list(*({*texts} - {"snapshot", "title"})):
                found |= cyrillic_words(" ".join(map(str, row)))
    for model in [Award, Event, EventPoint, SubjectWeek, ClubProposal, Attachment]:
        found |= cyrillic_words(" ".join(model.objects.values_list("title", flat=True)))
    for answers in VisitSheet.objects.values_list("answers", flat=True):
        found |= cyrillic_words(json.dumps(answers, ensure_ascii=False))
    return found | cyrillic_words(" ".join(AgendaItem.objects.values_list("title", flat=True)))


def ask_for_all(client, person):
    """Every paper that the person can have, in both languages; protocols short, too."""
    for name, address in addresses():
        if is_paper(client.get(address)):
            for language in ("ky", "ru"):
                is_paper(client.get(address, {"language": language}))
            if name == "meetings:protocol_pdf":
                is_paper(client.get(address, {"language": "ru", "form": "short"}))
    page = reverse("associations:activationcode_create")
    for language in ("ky", "ru"):
        client.post(page, {"language": language, "people": [person.pk]})
        person.school.paper_language = language
        inventory(person.school).pdf()


def inventory(school):
    """It is made by a worker, inside a bundle."""
    now = timezone.now()
    entry = Entry("1", now.date(), "Математика", "Тема", "birikme/2026-protokol-001.pdf", "XX")
    return ProtocolInventory(school, [entry], now, now.date())


def test_papers_speak_the_language_they_were_asked_for(client, everything, papers, compiled):  # noqa: F811
    client.force_login(everything["director"])
    ask_for_all(client, everything["teacher"])
    said = {}
    for paper in papers:
        text = paper.html()
        assert not foreign_words(text), paper.kind
        words = said.setdefault(paper.kind, {"ky": set(), "ru": set()})[paper.language]
        words |= cyrillic_words(heard(text))

    assert set(said) == {kind.kind for kind in kinds()}
    written = stored_words()
    strangers = {kind: (words["ky"] & words["ru"]) - written for kind, words in said.items()}
    assert not {kind: words for kind, words in strangers.items() if words}
