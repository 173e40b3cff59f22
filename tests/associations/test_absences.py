"""When people are away: who notes it, and what is true afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from associations import services
from associations.models import Absence
from core import audit
from core.permissions import Refused, can
from tests import factories as make

CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner",
]  # fmt: skip
WEEK = {"since": date(2027, 3, 1), "until": date(2027, 3, 7)}


@pytest.mark.parametrize("who", CAST)
def test_absences_are_noted_by_whom_they_concern(request, who, teacher):
    person, absence = request.getfixturevalue(who), make.an_absence(teacher)

    allowed = {
        bool(can(person, "associations.create_absence", teacher)),
        bool(can(person, "associations.change_absence", absence)),
        bool(can(person, "associations.remove_absence", absence)),
    }

    # A foreign director passes the rule and never gets so far: the row is not there for them.
    assert allowed == {who in {"director", "deputy", "head", "teacher", "foreigner"}}


def test_an_absence_is_noted_changed_and_taken_back(teacher, head):
    row = services.create_absence(teacher, by=head, reason="course", remark="Ош", **WEEK)

    assert row.school == teacher.school
    assert Absence.objects.on(date(2027, 3, 7)).get() == row
    assert not Absence.objects.on(date(2027, 3, 8)).exists()

    services.change_absence(row, by=teacher, until=date(2027, 3, 4))
    assert not Absence.objects.on(date(2027, 3, 5)).exists()

    assert services.remove_absence(row, by=teacher) == teacher
    assert not Absence.objects.exists()
    lines = list(audit.about(teacher))
    assert [line.verb for line in lines] == [
        "remove_absence", "change_absence", "create_absence",
    ]  # fmt: skip
    assert lines[1].changes == {"until": ["2027-03-07", "2027-03-04"]}
    assert lines[2].changes["remark"] == "Ош"
    assert lines[2].actor == head


def test_others_are_refused(teacher, secretary):
    with pytest.raises(Refused, match="Absences are noted by the person"):
        services.create_absence(teacher, by=secretary, **WEEK)

    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2027, 3, 7), date(2027, 3, 9), "for some of these days already"),
        (date(2027, 2, 20), date(2027, 3, 1), "for some of these days already"),
        (date(2027, 3, 9), date(2027, 3, 8), "must not come before the beginning"),
    ],
)
def test_days_that_cannot_be(teacher, since, until, words):
    services.create_absence(teacher, by=teacher, **WEEK)

    with pytest.raises(ValidationError, match=words):
        services.create_absence(teacher, by=teacher, since=since, until=until)

    assert Absence.objects.count() == 1


def test_another_person_may_be_away_on_the_same_days(teacher, head):
    services.create_absence(teacher, by=head, **WEEK)
    services.create_absence(head, by=head, **WEEK)

    assert Absence.objects.count() == 2


def test_the_head_notes_it_on_the_persons_page(client, teacher, head):
    client.force_login(head)
    page = client.get(reverse("associations:user_detail", args=[teacher.pk]))
    url = reverse("associations:absence_create", args=[teacher.pk])
    assert url in page.content.decode()

    today = timezone.localdate()
    said = {"since": today, "until": today + timedelta(days=2), "reason": "ill", "remark": ""}
    answer = client.post(url, said, follow=True)

    assert answer.redirect_chain[-1][0] == teacher.get_absolute_url()
    assert "ill" in answer.content.decode()
    row = teacher.absences.get()
    change = reverse("associations:absence_change", args=[row.pk])
    assert f'value="{row.until}"' in client.get(change).content.decode()
    client.post(change, {**said, "until": today})
    row.refresh_from_db()
    assert row.until == today
    client.post(reverse("associations:absence_remove", args=[row.pk]))
    assert not Absence.objects.exists()


def test_why_somebody_is_away_is_nobody_elses_matter(client, teacher, secretary):
    make.an_absence(teacher, reason="ill", remark="операция")
    client.force_login(secretary)

    page = client.get(teacher.get_absolute_url()).content.decode()

    assert "операция" not in page
    assert "Absences" not in page


def test_past_absences_are_not_listed(client, teacher):
    ended = timezone.localdate() - timedelta(days=1)
    make.an_absence(teacher, since=ended, until=ended, remark="мурун")
    client.force_login(teacher)

    page = client.get(teacher.get_absolute_url()).content.decode()

    assert "мурун" not in page
    assert "None noted." in page


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2027-03-09", "2027-03-08", "The end must not come before the beginning."),
        ("2027-03-09", "2028-04-08", "An absence is noted for a year at most."),
        ("2027-03-09", "", "This field is required."),
    ],
)
def test_the_form_says_what_is_wrong(client, teacher, since, until, words):
    client.force_login(teacher)
    url = reverse("associations:absence_create", args=[teacher.pk])

    page = client.post(url, {"since": since, "until": until, "reason": "ill"})

    assert words in page.content.decode()
    assert not Absence.objects.exists()
