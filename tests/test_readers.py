"""Questions written once for a kind of reader find what each reader would find alone."""

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from associations.models import School, User
from core.questions import ReadersQuestion
from meetings.models import Meeting, Resolution
from tests import factories as make

pytestmark = pytest.mark.django_db

OURS = {"core", "associations", "meetings", "plans", "lessons", "reports"}
SEEN = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in OURS
    and hasattr(model._default_manager.all(), "visible_to")
]


@pytest.fixture
def readers(world):
    """Everybody of two schools, one of which has a council of heads."""
    school = School.objects.order_by("pk").first()
    school.council = make.an_association(school, is_council=True)
    school.save()
    people = list(User.objects.filter(is_active=True).select_related("school"))
    assert 4 < len({person.kind_of_reader()[0] for person in people}) < len(people)
    return people


def keys(rows):
    return sorted(str(row.pk) for row in rows)


@pytest.mark.parametrize("model", SEEN, ids=lambda model: model._meta.label)
def test_what_a_reader_sees_is_what_the_queryset_says(readers, model):
    question = ReadersQuestion(model._default_manager.visible_to)
    found = {person: keys(question.ask(person)) for person in readers}

    assert found == {
        person: keys(model._default_manager.visible_to(person)) for person in readers
    }


@pytest.mark.parametrize("model", [Meeting, Resolution])
def test_so_is_what_waits_for_a_reader(readers, model):
    question = ReadersQuestion(model.objects.waiting_for)
    found = {person: keys(question.ask(person)) for person in readers}

    assert any(found.values()) or model is Resolution
    assert found == {person: keys(model.objects.waiting_for(person)) for person in readers}


def test_one_row_is_fetched_only_by_who_may_see_it(readers):
    question = ReadersQuestion(
        lambda reader, pk: Meeting.objects.visible_to(reader).filter(pk=pk), pk=-1
    )
    meetings = list(Meeting.objects.all())
    for person in readers:
        seen = {m.pk for m in meetings if question.ask(person, pk=m.pk)}
        assert seen == set(Meeting.objects.visible_to(person).values_list("pk", flat=True))


def test_the_words_of_yesterday_are_written_anew(director):
    asked = []

    def build(reader):
        asked.append(timezone.localdate())
        return Meeting.objects.visible_to(reader)

    question = ReadersQuestion(build)
    for day in ["2026-03-02", "2026-03-02", "2026-03-03"]:
        with time_machine.travel(f"{day}T06:00:00Z", tick=False):
            question.ask(director)

    assert [str(day) for day in asked] == ["2026-03-02", "2026-03-03"]


def test_nothing_else_is_known_of_who_stands_in(director):
    stand_in = director.stand_in(director.kind_of_reader()[0])

    assert stand_in.leads_school
    with pytest.raises(User.DoesNotExist):
        stand_in.username  # noqa: B018 -- it asks
    with pytest.raises(School.DoesNotExist):
        stand_in.school.name_ky  # noqa: B018 -- it asks


LISTS = ["meetings:meeting_list", "meetings:resolution_list", "associations:user_list"]


@pytest.mark.parametrize("name", LISTS)
def test_the_first_page_of_a_list_is_the_one_that_is_asked_for(client, readers, name):
    url = reverse(name)
    for person in readers:
        client.force_login(person)
        plain, asked = client.get(url).context, client.get(f"{url}?page=1").context
        rows, wanted = plain["page_obj"], asked["page_obj"]
        assert [row.pk for row in rows] == [row.pk for row in wanted]
        assert rows.paginator.count == wanted.paginator.count
