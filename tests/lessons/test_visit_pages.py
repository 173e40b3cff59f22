"""Pages of visits: what they refuse and how they say it, what saves itself, what is printed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Holiday
from lessons.models import SheetTemplate, Visit, VisitRules
from lessons.views.visits import VisitJournalTable
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.either]
SUNDAY = 6


def school_day(year, weekday=0):
    """A day of that weekday inside the year, and not in the future."""
    day = min(timezone.localdate(), year.end)
    return day - timedelta(days=(day.weekday() - weekday) % 7)


@pytest.fixture
def typed(association, teacher, secretary):
    """What the secretary types who wants to see the teacher's lesson."""
    subject = make.a_subject(association.school)
    return {
        "kind": "mutual",
        "teacher": teacher.pk,
        "visitors": [secretary.pk],
        "subject": subject.pk,
        "school_class": "7ң",
        "language": "ky",
        "day": school_day(make.a_year(association.school)).isoformat(),
        "period": "3",
        "topic": "Бөлчөктөр",
    }


@pytest.fixture
def create(client, secretary, typed):
    """Send the form, with this changed; as the secretary unless ``by`` says whom."""

    def send(by=None, **changed):
        client.force_login(by or secretary)
        return client.post(reverse("lessons:visit_create"), {**typed, **changed})

    return send


def test_a_class_is_typed_as_one_word_and_each_visitor_has_a_sheet(create, secretary, typed):
    create()

    visit = Visit.objects.get()
    assert visit.class_name == "7-Ң"
    assert [sheet.author for sheet in visit.sheets.all()] == [secretary]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"school_class": "13-А"}, "Grades are 1 to 12"),
        ({"day": "2019-10-14"}, "outside the school years"),
        ({"day": "32.13.2026"}, "Enter a valid date"),
        ({"kind": "mentor"}, "is the mentor of this teacher"),
        ({"kind": "admin"}, "Select a valid choice"),
        ({"visitors": []}, "Say who comes"),
        ({"period": "13"}, "less than or equal to 12"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(create, changed, words):
    page = create(**changed)

    assert words in page.text
    assert "Бөлчөктөр" in page.text  # nothing typed is lost
    assert not Visit.objects.exists()


def test_nobody_gives_lessons_on_sunday(create, association):
    sunday = school_day(make.a_year(association.school), SUNDAY)

    assert "Sunday" in create(day=sunday.isoformat()).text
    assert not Visit.objects.exists()


def test_in_the_holidays_it_has_to_be_meant(create, association, typed):
    year = make.a_year(association.school)
    day = typed["day"]
    Holiday.objects.create(year=year, name_ky="Күзгү каникул", start=day, end=day)

    page = create()
    assert "Күзгү каникул" in page.text
    assert 'name="in_holidays"' in page.text
    create(in_holidays="on")

    assert Visit.objects.count() == 1


def test_the_own_lesson_is_not_visited(create, secretary, teacher):
    page = create(visitors=[secretary.pk, teacher.pk])

    assert "Nobody visits the own lesson" in page.text
    assert not Visit.objects.exists()


def test_a_member_plans_no_visits_of_others_and_the_head_does(create, head, teacher, typed):
    assert "Tick yourself too" in create(visitors=[head.pk]).text
    other = make.a_member(head.memberships.get().association)
    create(by=head, visitors=[other.pk])

    assert [*Visit.objects.get().visitors.all()] == [other]


def test_a_mentor_s_visit_belongs_to_the_pair(create, association, teacher, secretary):
    pair = make.a_mentorship(association, mentor=secretary, novice=teacher)

    create(kind="mentor")

    assert Visit.objects.get().mentorship == pair


def test_an_open_lesson_fills_in_the_form(client, association, teacher, secretary, typed):
    schedule = make.a_schedule(association)
    lesson = make.an_open_lesson(schedule, teacher, topic="Теңдемелер")
    make.in_force_schedule(schedule)
    client.force_login(secretary)
    url = f"{reverse('lessons:visit_create')}?open_lesson={lesson.pk}"

    page = client.get(url)
    assert "Теңдемелер" in page.text
    client.post(url, {**typed, "kind": "open"})

    assert Visit.objects.get().open_lesson == lesson


@pytest.fixture
def sheet(association, teacher, secretary):
    return make.a_visit(association, teacher, secretary).sheets.get()


@pytest.fixture
def save(client, secretary, sheet):
    def send(script=True, **typed):
        client.force_login(secretary)
        headers = {"X-Autosave": "1"} if script else {}
        url = reverse("lessons:visitsheet_save", args=[sheet.pk])
        return client.post(url, {"revision": sheet.version, **typed}, headers=headers)

    return send


def name_of(sheet, place, part):
    return f"c{sheet.template.criteria.in_order()[place].pk}-{part}"


def test_the_page_saves_itself(save, sheet):
    answer = save(**{name_of(sheet, 0, "points"): "2", "strengths": "Так"})

    sheet.refresh_from_db()
    assert answer.json()["revision"] == sheet.version == 2
    assert answer.json()["saved_at"]
    assert sheet.points == (2, 2)


def test_what_is_wrong_is_given_back_and_the_rest_is_saved(save, sheet):
    wrong = {"present": "99", name_of(sheet, 0, "points"): "3"}
    answer = save(strengths="Так", **wrong)

    sheet.refresh_from_db()
    assert set(answer.json()["errors"]) == set(wrong)
    assert (sheet.strengths, sheet.present, sheet.points) == ("Так", None, (0, 0))


def test_without_a_script_the_page_comes_back(save, sheet):
    assert save(script=False, strengths="Так").status_code == 302
    page = save(script=False, revision=2, conclusion="Ж", listed="-1")

    assert page.status_code == 200
    assert 'value="-1"' in page.text


def test_of_two_devices_both_texts_are_shown(save, sheet):
    save(strengths="Телефондо")
    script = save(strengths="Компьютерде")
    page = save(script=False, strengths="Компьютерде")

    assert script.status_code == page.status_code == 409
    assert "Телефондо" in script.json()["html"]
    assert "Телефондо" in page.text
    assert "Компьютерде" in page.text


def test_the_code_of_a_paper_leads_to_its_sheet(client, secretary, sheet):
    client.force_login(secretary)
    typed = sheet.code.lower().replace("-", " ")

    answer = client.post(reverse("lessons:visitsheet_find"), {"code": typed})

    assert answer.url == reverse("lessons:visitsheet_record", args=[sheet.pk])


def test_a_sheet_of_a_replaced_version_says_so(client, secretary, sheet):
    SheetTemplate.objects.filter(pk=sheet.template_id).update(status="retired")
    client.force_login(secretary)

    page = client.get(reverse("lessons:visitsheet_record", args=[sheet.pk]))

    assert "There is a newer version of this sheet" in page.text


def test_advice_of_earlier_visits_stands_before_the_next_one(
    client, association, teacher, secretary, head
):
    make.an_advice(
        make.a_sheet(make.a_visit(association, teacher, head), head, "agreed"), text="Топтор"
    )
    later = make.a_visit(association, teacher, secretary)
    client.force_login(secretary)

    for url in (
        later.get_absolute_url(),
        reverse("lessons:visitsheet_record", args=[later.sheets.get().pk]),
    ):
        assert "Топтор" in client.get(url).text


def test_the_deputy_writes_a_new_version(client, school, deputy):
    make.a_sheet_template(school)
    client.force_login(deputy)
    begun = client.post(reverse("lessons:sheettemplate_create"), {"kind": "mutual"})
    draft = SheetTemplate.objects.get(status="draft")
    assert begun.url == reverse("lessons:sheettemplate_update", args=[draft.pk])
    form = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "2", "revision": draft.version}
    rows = [("Экинчи", "2"), ("Биринчи", "1"), ("", "")]
    for number, (text, place) in enumerate(rows):
        form |= {f"form-{number}-text_ky": text, f"form-{number}-ORDER": place}

    client.post(begun.url, form)

    lines = draft.criteria.in_order()
    assert [(line.text_ky, line.scored) for line in lines] == [
        ("Биринчи", False),
        ("Экинчи", False),
    ]


def test_the_rules_are_written_once(client, school, deputy):
    client.force_login(deputy)
    url = reverse("lessons:visitrules_update")
    page = client.get(url)

    client.post(url, {"per_quarter": "3", "silence": "10", "version": "1"})

    rules = VisitRules.objects.get()
    assert page.status_code == 200
    assert (rules.school, rules.per_quarter, rules.silence) == (school, 3, 10)


@pytest.mark.parametrize(
    ("who", "told"), [("head", True), ("teacher", True), ("deputy", True), ("member", False)]
)
def test_the_journal_has_conclusions_for_whom_the_sheet_exists(
    request, client, association, teacher, secretary, who, told
):
    make.a_sheet(
        make.a_visit(association, teacher, secretary),
        secretary,
        "agreed",
        conclusion="Жыйынтык",
    )
    reader = make.a_member(association) if who == "member" else request.getfixturevalue(who)
    client.force_login(reader)
    view = VisitJournalTable()
    view.setup(request_of(client, reader))
    view.object_list = view.get_queryset()
    rows = view.paper.cells()

    assert len(rows) == 1
    assert ("Жыйынтык" in rows[0][7]) == told


def request_of(client, reader):
    request = client.get(reverse("lessons:visit_list")).wsgi_request
    request.user = reader
    return request
