"""Calendar-thematic and individual plans: handed in, discussed, recommended, approved."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from associations.models import AcademicYear, Subject
from core.models import Attachment, AuditEntry, Notification
from core.permissions import Refused, can
from plans import services
from plans.documents.registry import TopicPlanRegister
from plans.figures.registries import handed_in, programmes
from plans.models import IndividualPlan, PlanningYear, TopicPlan
from plans.workflow import INDIVIDUAL_PLAN_WORKFLOW, TOPIC_PLAN_WORKFLOW
from tests import factories as make
from tests.core.corpus import a_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(association):
    return make.a_year(association.school)


@pytest.fixture
def meeting(association):
    return make.a_meeting(association, status="held", number=1)


@pytest.fixture
def topic(association, teacher):
    return make.a_topic_plan(association, teacher, link="https://example.kg/plan")


@pytest.fixture
def individual(association, teacher):
    return make.an_individual_plan(association, teacher, link="https://example.kg/plan")


def put(plan, status):
    type(plan).objects.filter(pk=plan.pk).update(status=status)
    plan.refresh_from_db()
    return plan


def test_a_calendar_thematic_plan_goes_all_its_way(topic, teacher, head, deputy, meeting):
    services.hand_in_topicplan(topic, by=teacher)
    assert Notification.objects.filter(to=head).count() == 1
    services.discuss_topicplan(topic, by=head, meeting=meeting)
    services.recommend_topicplan(topic, by=head)
    services.approve_topicplan(topic, by=deputy)

    topic.refresh_from_db()
    assert topic.status == "approved"
    assert (topic.meeting, topic.decided_by) == (meeting, deputy)
    assert topic.decided_on == timezone.localdate()
    assert Notification.objects.filter(to=teacher).count() == 1
    verbs = AuditEntry.objects.filter(object_id=topic.pk).values_list("verb", flat=True)
    assert {"hand_in", "discuss", "recommend", "approve"} <= set(verbs)


def test_what_is_approved_is_changed_by_nobody(topic, individual):
    for plan in (put(topic, "approved"), put(individual, "approved")):
        for change in ({"link": "https://other.kg"}, {"status": "draft"}):
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                type(plan).objects.filter(pk=plan.pk).update(**change)


def test_there_must_be_something_to_read(association, teacher):
    empty = make.a_topic_plan(association, teacher)

    with pytest.raises(ValidationError, match="Add the file"):
        services.hand_in_topicplan(empty, by=teacher)

    empty.refresh_from_db()
    assert empty.status == "draft"


def test_a_returned_plan_says_why_and_comes_back(topic, teacher, head):
    services.hand_in_topicplan(topic, by=teacher)
    with pytest.raises(ValidationError, match="Say what should change"):
        services.return_topicplan(topic, by=head, text=" ")
    services.return_topicplan(topic, by=head, text="Сааттар туура эмес")

    topic.refresh_from_db()
    assert (topic.status, topic.remark) == ("returned", "Сааттар туура эмес")
    assert "Сааттар туура эмес" in Notification.objects.get(to=teacher).text
    services.hand_in_topicplan(topic, by=teacher)
    topic.refresh_from_db()
    assert (topic.status, topic.remark) == ("handed_in", "")


def test_only_a_held_meeting_of_the_association_counts(topic, head, other_head, association):
    put(topic, "handed_in")
    theirs = other_head.memberships.get().association
    for wrong in (make.a_meeting(association), make.a_meeting(theirs, status="held", number=1)):
        with pytest.raises(ValidationError, match="held meeting"):
            services.discuss_topicplan(topic, by=head, meeting=wrong)


def test_an_individual_plan_is_approved_by_a_resolution(individual, teacher, head, meeting):
    services.hand_in_individualplan(individual, by=teacher)
    services.approve_individualplan(individual, by=head, meeting=meeting)

    individual.refresh_from_db()
    assert (individual.status, individual.meeting) == ("approved", meeting)


def test_an_individual_plan_is_returned(individual, teacher, head):
    services.hand_in_individualplan(individual, by=teacher)
    services.return_individualplan(individual, by=head, text="Тема жок")

    individual.refresh_from_db()
    assert (individual.status, individual.remark) == ("returned", "Тема жок")


def test_several_take_a_step_at_once_or_none(association, teacher, secretary, head, deputy):
    plans = [
        put(make.a_topic_plan(association, person), "recommended")
        for person in (teacher, secretary)
    ]
    with pytest.raises(Refused):
        services.approve_topicplans(association, by=head, plans=plans)
    put(plans[1], "handed_in")
    with pytest.raises(Refused):
        services.approve_topicplans(association, by=deputy, plans=plans)
    assert not TopicPlan.objects.filter(status="approved").exists()

    put(plans[1], "discussed")
    services.recommend_topicplans(association, by=head, plans=[plans[1]])
    services.approve_topicplans(association, by=deputy, plans=plans)

    assert TopicPlan.objects.filter(status="approved").count() == 2


def test_what_a_meeting_discussed_is_noted_at_once(association, teacher, head, meeting, client):
    plan = put(make.a_topic_plan(association, teacher), "handed_in")
    client.force_login(head)
    url = reverse("plans:topicplans_discuss", args=[association.pk])
    assert str(plan.subject) in client.get(url).content.decode()

    answer = client.post(url, {"plans": [plan.pk], "meeting": meeting.pk})

    assert answer.url == reverse("plans:handed_in", args=[association.pk])
    plan.refresh_from_db()
    assert (plan.status, plan.meeting) == ("discussed", meeting)


def test_the_own_subjects_are_offered_first(association, teacher, client, year):
    others = make.a_topic_plan(association, teacher).subject
    ours = Subject.objects.create(
        school=association.school, name_ky="Яковдун сабагы", name_ru="Яя"
    )
    association.subjects.set([ours])
    client.force_login(teacher)

    page = client.get(reverse("plans:topicplan_create"))

    offered = list(page.context["form"].fields["subject"].queryset)
    assert offered[0] == ours
    assert others in offered[1:]


def test_hours_are_filled_in_and_mended(topic, teacher, head, stranger):
    put(topic, "approved")
    with pytest.raises(ValidationError, match="Say why"):
        services.progress_topicplan(topic, by=teacher, quarter=1, planned=16, given=14)
    services.progress_topicplan(
        topic, by=teacher, quarter=1, planned=16, given=14, reason="Карантин", measure="Кошумча"
    )
    services.progress_topicplan(topic, by=head, quarter=1, planned=16, given=16, reason="")

    (programme,) = programmes([topic])
    assert (programme.planned, programme.given, programme.left) == (16, 16, 0)
    assert programme.quarters[1:] == [None, None, None]
    assert topic.progress.get().version == 2
    with pytest.raises(Refused):
        services.progress_topicplan(topic, by=stranger, quarter=2, planned=1, given=1)


def test_the_sheet_says_who_is_late(association, year, teacher, head):
    make.a_planning(year, plan_due=year.start)
    put(make.a_topic_plan(association, teacher), "handed_in")
    put(make.an_individual_plan(association, teacher), "approved")
    day = year.start + timedelta(days=30)

    rows = {row.person: row for row in handed_in(association, year, head, day)}

    assert not rows[teacher].late
    assert rows[head].late
    early = handed_in(association, year, head, year.start)
    assert not any(row.late for row in early)


def test_a_draft_is_its_authors_alone(topic, teacher, head, deputy, stranger):
    def seen(person):
        return TopicPlan.objects.visible_to(person).exists()

    assert [seen(p) for p in (teacher, head, deputy, stranger)] == [True, False, False, False]
    put(topic, "handed_in")
    assert [seen(p) for p in (teacher, head, deputy, stranger)] == [True, True, True, False]


def test_the_form_keeps_the_file_and_refuses_the_same_classes(association, teacher, client):
    subject = make.a_subject(association.school)
    client.force_login(teacher)
    url = reverse("plans:topicplan_create")
    sent = {
        "association": association.pk, "subject": subject.pk, "grade": 7, "letters": "А, Б",
        "language": "ky", "hours": 68, "link": "",
    }  # fmt: skip
    client.post(url, {**sent, "file": SimpleUploadedFile("ктп.png", a_png(), "image/png")})

    plan = TopicPlan.objects.get()
    assert (plan.person, plan.hours, plan.classes) == (teacher, 68, "7-А, Б")
    kept = Attachment.objects.get()
    assert kept.kind == "plan_file"
    again = client.post(url, sent)
    assert "already a plan for these classes" in again.content.decode()
    assert 'value="68"' in again.content.decode()
    assert TopicPlan.objects.count() == 1
    gone = client.post(
        reverse("plans:topicplan_update", args=[plan.pk]),
        {**sent, "version": plan.version, "gone": [kept.pk], "link": "https://example.kg"},
    )
    assert gone.status_code == 302
    kept.refresh_from_db()
    assert kept.withdrawn_at is not None


def test_an_individual_plan_is_one_a_year(individual, teacher, client):
    client.force_login(teacher)
    sent = {"association": individual.association_id, "theme": "Сынчыл ой", "link": ""}
    answer = client.post(reverse("plans:individualplan_create"), sent)

    assert "already a plan for this year" in answer.content.decode()
    assert IndividualPlan.objects.count() == 1


def test_the_file_of_an_individual_plan_is_for_whoever_sees_the_plan(
    individual, teacher, head, stranger, client
):
    client.force_login(teacher)
    write = reverse("plans:individualplan_update", args=[individual.pk])
    sent = {
        "association": individual.association_id, "theme": "Сынчыл ой", "link": "",
        "version": individual.version, "file": SimpleUploadedFile("план.png", a_png()),
    }  # fmt: skip
    assert client.post(write, sent).status_code == 302
    individual.refresh_from_db()
    assert individual.theme == "Сынчыл ой"
    file = reverse("attachment", args=[Attachment.objects.get().pk])
    page = individual.get_absolute_url()

    def seen(person):
        client.force_login(person)
        answers = [client.get(url) for url in (page, file)]
        assert all(answer.getvalue() for answer in answers)
        return {answer.status_code for answer in answers}

    assert [seen(p) for p in (teacher, head, stranger)] == [{200}, {404}, {404}]
    services.hand_in_individualplan(individual, by=teacher)
    assert [seen(p) for p in (teacher, head, stranger)] == [{200}, {200}, {404}]
    client.force_login(teacher)
    assert client.get(write).status_code == 403


def test_without_a_school_year_nothing_is_handed_in(school, teacher):
    AcademicYear.objects.all().delete()

    with pytest.raises(ValidationError, match="no school year yet"):
        services.year_now(teacher)


VERBS = {
    "topic": [move.verb for move in TOPIC_PLAN_WORKFLOW],
    "individual": [move.verb for move in INDIVIDUAL_PLAN_WORKFLOW],
}
# Who may take which step in which state; everybody who is not named may do nothing.
ALLOWED = {
    ("topic", "draft"): {"teacher": {"hand_in"}},
    ("topic", "returned"): {"teacher": {"hand_in"}},
    ("topic", "handed_in"): {"head": {"discuss", "return"}},
    ("topic", "discussed"): {"head": {"recommend", "return"}},
    ("topic", "recommended"): {"deputy": {"approve", "return"}},
    ("topic", "approved"): {},
    ("individual", "draft"): {"teacher": {"hand_in"}},
    ("individual", "returned"): {"teacher": {"hand_in"}},
    ("individual", "handed_in"): {"head": {"approve", "return"}},
    ("individual", "approved"): {},
}
CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "state"), ALLOWED)
@pytest.mark.parametrize("who", CAST)
def test_everybody_in_every_state_may_exactly_this(request, deputy, kind, state, who):
    plan = put(request.getfixturevalue(kind), state)
    person = request.getfixturevalue(who)
    name = plan._meta.model_name

    may = {verb for verb in VERBS[kind] if can(person, f"plans.{verb}_{name}", plan)}

    assert may == ALLOWED[kind, state].get(who, set())


def test_nobody_approves_a_plan_of_their_own(association, deputy):
    own = put(make.a_topic_plan(association, deputy), "recommended")

    assert not can(deputy, "plans.approve_topicplan", own)


@pytest.mark.parametrize("name", ["topicplan_list", "handed_in", "programmes"])
def test_pages_ask_the_same_for_one_and_for_many(
    association, teacher, secretary, head, client, name, django_assert_max_num_queries
):
    args = [] if name == "topicplan_list" else [association.pk]
    url = reverse(f"plans:{name}", args=args)
    put(make.a_topic_plan(association, teacher), "handed_in")
    client.force_login(head)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert teacher.list_name in client.get(url).content.decode()
    for grade in range(1, 6):
        put(make.a_topic_plan(association, secretary, grade=grade), "handed_in")

    with django_assert_max_num_queries(len(one)):
        assert secretary.list_name in client.get(url).content.decode()


def test_what_is_usual_is_asked_when_nothing_is_set(year):
    assert PlanningYear.usual(year).plan_due.month in {9, year.start.month}


@pytest.mark.parametrize(
    ("language", "title", "discussed", "state"),
    [
        ("ky", "КАЛЕНДАРДЫК-ТЕМАТИКАЛЫК ПЛАНДАРДЫ КАТТОО ДЕПТЕРИ, ", "№ 1 протокол", "бекит"),
        ("ru", "РЕЕСТР КАЛЕНДАРНО-ТЕМАТИЧЕСКИХ ПЛАНОВ, ", "протокол № 1 от", "утверждён"),
    ],
)
def test_the_registry_on_paper(
    language, title, discussed, state, topic, teacher, head, deputy, meeting, year
):
    services.hand_in_topicplan(topic, by=teacher)
    services.discuss_topicplan(topic, by=head, meeting=meeting)
    services.recommend_topicplan(topic, by=head)
    services.approve_topicplan(topic, by=deputy)
    rows = TopicPlan.objects.for_table().select_related("meeting")
    today = timezone.localdate()

    paper = TopicPlanRegister(topic.school, rows, today, language=language)

    assert paper.title().startswith(f"{title}{year.start.year}–")
    [row] = paper.cells()
    assert row[:2] == [1, teacher.list_name_in(language)]
    assert (row[7], row[9]) == (today, today)
    assert row[8].startswith(discussed)
    assert row[10].startswith(state)
    assert len(row) == len(paper.columns())


def test_the_registry_leaves_with_the_filter(client, topic, teacher, head):
    services.hand_in_topicplan(topic, by=teacher)
    client.force_login(head)
    asked = {"status": "handed_in"}

    page = client.get(reverse("plans:topicplan_list"), asked).content.decode()
    pdf = client.get(reverse("plans:topicplan_list_pdf"), asked)
    table = client.get(reverse("plans:topicplan_list_table"), asked)
    other = client.get(reverse("plans:topicplan_list_table"), {"status": "approved"})

    assert f"{reverse('plans:topicplan_list_pdf')}?year=" in page
    assert reverse("plans:handed_in", args=[topic.association_id]) in page
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert teacher.list_name in words_of(table)
    assert teacher.list_name not in words_of(other)


def words_of(answer):
    book = zipfile.ZipFile(BytesIO(answer.content))
    return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
