"""Olympiads: tasks that stay closed until the hour, results, the protocol, the winners."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core import attachments
from core.models import Attachment, AuditEntry
from core.permissions import Refused, can
from core.uploads import accept
from lessons import services
from lessons.documents.olympiads import ResultsProtocol, WinnersList
from lessons.figures.results import pasted
from lessons.models import Olympiad, OlympiadResult, TaskFile
from lessons.workflow.olympiads import OlympiadStatus
from tests import factories as make
from tests.core.corpus import a_png

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = ["change", "finish", "cancel", "reopen", "paste"]
PLANNED, FINISHED, CANCELLED = OlympiadStatus
MEMBERS = {"head", "secretary", "teacher", "gone"}
JURY = "clerk"
ALLOWED = {
    **{(who, PLANNED): {"paste"} for who in [*MEMBERS, JURY]},
    ("head", PLANNED): {"change", "finish", "cancel", "paste"},
    ("head", FINISHED): {"reopen"},
    ("head", CANCELLED): {"reopen"},
}


@pytest.fixture
def olympiad(association, clerk):
    subject = make.a_subject(association.school)
    return make.an_olympiad(association, jury=[clerk], subject=subject)


@pytest.fixture
def task(olympiad, secretary):
    file = accept(SimpleUploadedFile("tasks.png", a_png(), "image/png"))
    services.add_task(olympiad, by=secretary, file=file, title="9-класстын тапшырмалары")
    return TaskFile.objects.get()


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def put(olympiad, **facts):
    Olympiad.objects.filter(pk=olympiad.pk).update(**facts)
    return fresh(olympiad)


def opened(olympiad):
    return put(olympiad, opens_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("stage", OlympiadStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, olympiad, who, stage):
    person = request.getfixturevalue(who)
    row = make.a_result(olympiad)
    olympiad = row.olympiad = put(olympiad, status=stage)

    verbs = {verb for verb in VERBS if can(person, f"lessons.{verb}_olympiad", olympiad)}

    assert verbs == ALLOWED.get((who, stage), set())
    works = "paste" in verbs
    assert bool(can(person, "lessons.create_taskfile", olympiad)) == works
    for verb, subject in (("create", olympiad), ("change", row), ("remove", row)):
        assert bool(can(person, f"lessons.{verb}_olympiadresult", subject)) == works
    here = who != "foreigner"
    assert Olympiad.objects.visible_to(person).filter(pk=olympiad.pk).exists() == here
    near = who in MEMBERS | {JURY, "director", "deputy"}
    knows = here and (near or stage == FINISHED)
    assert OlympiadResult.objects.visible_to(person).filter(pk=row.pk).exists() == knows
    if here:
        assert bool(can(person, "lessons.view_results", olympiad)) == knows


def status_of(client, url):
    """What is answered; a file that was sent is read to its end, which closes it."""
    answer = client.get(url)
    read(answer)
    return answer.status_code


def read(answer):
    return answer.getvalue() if answer.streaming else answer.content


@pytest.mark.parametrize("who", CAST)
def test_a_task_file_exists_for_its_author_alone_until_the_hour(
    request, olympiad, task, who, client
):
    person = request.getfixturevalue(who)
    url = reverse("attachment", args=[attachments.of(task).get().pk])
    if person.is_active:
        client.force_login(person)
        expected = 200 if who == "secretary" else 404
        assert status_of(client, url) == expected
        page = client.get(olympiad.get_absolute_url())
        assert ("9-класстын" in page.content.decode()) == (who == "secretary")
        if page.status_code == 200:
            assert "no-store" in page.headers["Cache-Control"]
        opened(olympiad)
        near = who in MEMBERS | {JURY, "director", "deputy"}
        answer = client.get(url)
        assert answer.status_code == (200 if near else 404)
        read(answer)
        if near:
            assert "no-store" in answer.headers["Cache-Control"]
            shown = client.get(olympiad.get_absolute_url()).content.decode()
            assert "9-класстын" in shown


def test_tasks_of_a_cancelled_olympiad_stay_closed(olympiad, task, head, secretary):
    services.cancel_olympiad(opened(olympiad), by=head, text="Карантин")

    assert not TaskFile.objects.visible_to(head)
    assert task in TaskFile.objects.visible_to(secretary)
    assert not can(head, "lessons.view_task", fresh(task))


def test_nobody_opens_the_tasks_of_others_by_an_earlier_hour(
    olympiad, task, head, secretary, client
):
    client.force_login(head)
    url = reverse("lessons:olympiad_update", args=[olympiad.pk])
    usual = {
        "kind": "olympiad",
        "subject": olympiad.subject_id,
        "title": olympiad.title,
        "day": f"{olympiad.day}",
        "version": olympiad.version,
    }
    now = timezone.localtime()
    early = (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    page = client.post(url, {**usual, "opens_at": early}).content.decode()
    assert "the hour can only be set later" in page
    assert fresh(olympiad).opens_at == olympiad.opens_at

    late = (now + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
    client.post(url, {**usual, "opens_at": late})
    assert fresh(olympiad).opens_at > olympiad.opens_at
    services.remove_taskfile(task, by=secretary)
    version = fresh(olympiad).version
    client.post(url, {**usual, "opens_at": early, "version": version})
    assert fresh(olympiad).opens_at < olympiad.opens_at


def test_only_the_author_takes_a_task_away(olympiad, task, head, secretary):
    with pytest.raises(Refused):
        services.remove_taskfile(task, by=head)
    services.remove_taskfile(task, by=secretary)

    assert not TaskFile.objects.visible_to(secretary)
    assert Attachment.objects.get().withdrawn_at


def test_the_record_says_nothing_of_what_the_tasks_are(olympiad, task, secretary):
    services.remove_taskfile(task, by=secretary)
    for line in AuditEntry.objects.all():
        said = f"{line.label} {json.dumps(line.changes, ensure_ascii=False)}"
        assert "9-класстын" not in said
        assert "tasks.png" not in said


PASTED = """№\tОкуучу\tКласс\tМугалими\tБалл\tОрду
1\tАсанов Бек\t7-Ң\tЫсакова Ж.\t34,5\t1\t+
2\tҮсөнова  Айпери\t7ң\tЫсакова Ж.\t30\tII\tооба

3\tДосов Эмил\t9 а\t\t12"""


def test_a_table_is_pasted_and_pasted_again(olympiad, teacher):
    services.paste_olympiad(olympiad, by=teacher, rows=pasted(PASTED))
    services.paste_olympiad(olympiad, by=teacher, rows=pasted("Досов Эмил;9-А;Осмонов;15,25"))

    rows = {row.pupil: row for row in olympiad.results.all()}
    best = rows["Асанов Бек"]
    assert (best.class_name, best.points, best.rank) == ("7-Ң", Decimal("34.5"), 1)
    second = rows["Үсөнова Айпери"]
    assert (second.class_name, second.rank, second.onward) == ("7-Ң", 2, True)
    last = rows["Досов Эмил"]
    assert (last.class_name, last.points, last.teacher) == ("9-А", Decimal("15.25"), "Осмонов")
    assert [row.pupil for row in olympiad.results.in_order()] == list(rows)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Асанов Бек\t13-А", "write the class"),
        ("Асанов Бек\tматематика", "write the class"),
        ("\t7-А", "name of the pupil"),
        ("Асанов Бек\t7-А\t\tкөп", "points are a number"),
        ("Асанов Бек\t7-А\t\t-1", "points are a number"),
        ("Асанов Бек\t7-А\t\tNaN", "points are a number"),
        ("Асанов Бек\t7-А\t\t5\tбиринчи", "place is a number"),
        ("Асанов Бек\t7-А\nАсанов Бек\t7 а", "Line 2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, words):
    with pytest.raises(ValidationError, match=words):
        pasted(line)


def test_three_hundred_pupils_fit_and_no_more(olympiad, head, client):
    lines = [f"Окуучу {n}\t{n % 11 + 1}-А\tМугалим\t{n}" for n in range(300)]
    client.force_login(head)
    url = reverse("lessons:olympiad_paste", args=[olympiad.pk])
    client.post(url, {"rows": "\n".join(lines)})
    assert olympiad.results.count() == 300

    page = client.post(url, {"rows": "Дагы бир\t7-А"}).content.decode()
    assert "No more than 300 pupils fit." in page
    assert "Дагы бир" in page
    assert olympiad.results.count() == 300
    assert client.get(olympiad.get_absolute_url()).status_code == 200
    with pytest.raises(ValidationError, match="No more than 300"):
        pasted("\n".join([*lines, "Дагы бир\t7-А"]))


def test_results_are_final_filed_and_frozen(association, head, clerk):
    plan = make.a_plan(association)
    planned = make.a_plan_row(plan, kind="olympiad")
    make.in_force(plan)
    olympiad = make.an_olympiad(association, plan_row=planned, chair=head)
    with pytest.raises(ValidationError, match="Write the results first"):
        services.finish_olympiad(olympiad, by=head)
    row = make.a_result(olympiad, rank=1, onward=True)
    services.finish_olympiad(olympiad, by=head, conclusions="Жакшы өттү")

    olympiad = fresh(olympiad)
    assert olympiad.status == "finished"
    assert (olympiad.paper.kind, olympiad.winners_paper.kind) == (
        "olympiad",
        "olympiad_winners",
    )
    assert json.loads(olympiad.paper.snapshot)["results"][0]["pupil"] == row.pupil
    assert fresh(planned).status == "done"
    changes = [
        lambda: OlympiadResult.objects.filter(pk=row.pk).update(points=99),
        lambda: OlympiadResult.objects.filter(pk=row.pk).delete(),
        lambda: make.a_result(olympiad),
        lambda: Olympiad.objects.filter(pk=olympiad.pk).update(title="Башка"),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="Say why"):
        services.reopen_olympiad(olympiad, by=head, text="")
    services.reopen_olympiad(olympiad, by=head, text="Балл туура эмес")
    assert fresh(planned).status != "done"
    before = fresh(olympiad).paper
    services.finish_olympiad(fresh(olympiad), by=head)
    assert fresh(before).state == "replaced"


def test_a_pupil_stands_in_the_list_once(olympiad, head, client):
    row = make.a_result(olympiad, pupil="Асанов Бек")
    client.force_login(head)
    url = reverse("lessons:olympiadresult_create", args=[olympiad.pk])
    said = {"pupil": " Асанов  Бек ", "school_class": "7ң", "points": "10"}
    assert "stands in the list already" in client.post(url, said).content.decode()
    client.post(url, {**said, "school_class": "8-А"})
    services.remove_olympiadresult(row, by=head)

    assert [one.class_name for one in olympiad.results.all()] == ["8-А"]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_papers_name_all_pupils_and_the_winners(olympiad, head, language):
    make.a_result(olympiad, pupil="Асанов Бек", points=Decimal("34.50"), rank=1, onward=True)
    make.a_result(olympiad, pupil="Досов Эмил", points=12)
    olympiad = put(olympiad, chair=head, conclusions="Жакшы өттү")
    protocol = ResultsProtocol(olympiad, language=language)
    winners = WinnersList(olympiad, language=language).html()

    for words in ("Асанов Бек", "34,5", "Досов Эмил", "Жакшы өттү", head.initials_in(language)):
        assert words in protocol.html()
    assert "Асанов Бек" in winners
    assert "Досов Эмил" not in winners
    assert {"ky": "Райондук", "ru": "районный"}[language] in winners
    assert protocol.pdf().startswith(b"%PDF")


def test_olympiads_that_wait_for_their_results(olympiad, head, teacher):
    later = timezone.localdate() + timedelta(days=1)

    assert olympiad in Olympiad.objects.waiting_for(head, later)
    assert olympiad not in Olympiad.objects.waiting_for(teacher, later)
    assert olympiad not in Olympiad.objects.waiting_for(head, timezone.localdate())
