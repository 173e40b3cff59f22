"""A form that is sent five times has one effect."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from associations.models import Subject
from core.models import AuditEntry, FormToken
from core.once import once, sent_before
from core.views import guard
from tests import factories as make


def test_the_second_sending_is_led_to_the_first_result(director):
    token = FormToken.fresh()
    made = []

    def act():
        made.append(make.a_subject(director.school))
        return f"/subjects/{made[-1].pk}/"

    first, second = once(director, token, act), once(director, token, act)

    assert first == second == f"/subjects/{made[0].pk}/"
    assert Subject.objects.count() == 1


def test_anothers_token_leads_nowhere(director, teacher):
    token = FormToken.fresh()
    once(director, token, lambda: "/mine/")

    with pytest.raises(IntegrityError):
        once(teacher, token, lambda: "/theirs/")


def test_what_fails_may_be_sent_again(director):
    token = FormToken.fresh()

    with pytest.raises(RuntimeError):
        once(director, token, lambda: (_ for _ in ()).throw(RuntimeError))

    assert once(director, token, lambda: "/done/") == "/done/"


def test_a_form_without_a_token_is_still_one_transaction(director):
    def act():
        make.a_subject(director.school)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(director, "", act)

    assert not Subject.objects.exists()


@pytest.fixture
def at_one_moment(monkeypatch):
    """The first question of a request is asked before the first sending was answered."""

    def press(client, url, said):
        asked = []

        def ask(by, token):
            asked.append(token)
            return "" if len(asked) == 1 else sent_before(by, token)

        with monkeypatch.context() as patch:
            patch.setattr(guard, "sent_before", ask)
            answer = client.post(url, said)
        assert len(asked) == 2
        return answer

    return press


def refusals():
    return AuditEntry.objects.filter(verb="refuse").count()


def test_a_button_pressed_twice_at_one_moment_leads_to_the_same_place(
    client, at_one_moment, association, head
):
    """The second finds the meeting convened, and the rule would say no."""
    meeting = make.a_meeting(association)
    make.an_item(meeting)
    client.force_login(head)
    url = reverse("meetings:meeting_convene", args=[meeting.pk])
    said = {"form_token": FormToken.fresh()}

    first, second = client.post(url, said), at_one_moment(client, url, said)

    assert (first.status_code, first.headers["Location"]) == (302, meeting.get_absolute_url())
    assert second.headers.get("Location") == meeting.get_absolute_url()
    assert refusals() == 0
    assert client.post(url, {"form_token": FormToken.fresh()}).status_code == 403
    assert refusals() == 1


def test_so_does_a_button_whose_thing_is_gone(client, at_one_moment, association, head):
    meeting = make.a_meeting(association)
    item = make.an_item(meeting)
    client.force_login(head)
    url = reverse("meetings:agendaitem_remove", args=[item.pk])
    said = {"form_token": FormToken.fresh()}

    first, second = client.post(url, said), at_one_moment(client, url, said)

    assert first.headers["Location"] == second.headers.get("Location")
    assert client.post(url, {"form_token": FormToken.fresh()}).status_code == 404


def test_so_does_a_form_that_asks(client, at_one_moment, association, head, teacher):
    """Of a report that is there already nobody is told that another one is in the way."""
    item = make.an_item(make.a_meeting(association, status="held", number=1))
    row = make.a_resolution(item, responsible=[teacher], status="in_force")
    client.force_login(teacher)
    url = reverse("meetings:resolution_report", args=[row.pk])
    said = {"form_token": FormToken.fresh(), "text": "Бүттү."}

    first, second = client.post(url, said), at_one_moment(client, url, said)

    assert first.headers["Location"] == second.headers.get("Location")
    assert row.reports.count() == 1
    again = client.post(url, {**said, "form_token": FormToken.fresh()})
    assert (again.status_code, "Бүттү." in again.text) == (403, True)


def test_so_does_a_page_that_is_a_function(client, director):
    client.force_login(director)
    url = reverse("associations:user_paste")
    token = FormToken.fresh()
    said = {"people": "Асанова Гүлнара", "add": "1", "form_token": token}
    FormToken.objects.create(token=token, by=director, url="/there/")

    assert client.post(url, said).headers["Location"] == "/there/"
