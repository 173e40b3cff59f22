"""The page of the minutes: what a person types is saved, or comes back with a word beside it."""

import json
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.models import Attachment
from meetings.models import AgendaItem, Attendance, Resolution
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(association, secretary, teacher):
    meeting = make.a_meeting(association)
    meeting.attendance.update(status="present")
    return meeting


@pytest.fixture
def item(meeting):
    return make.an_item(meeting)


@pytest.fixture
def writer(client, head):
    client.force_login(head)
    return client


def send(client, item, data, **headers):
    url = reverse("meetings:item_save", args=[item.pk])
    return client.post(url, {"revision": item.version, "heard": item.heard, **data}, **headers)


def autosave(client, item, data):
    answer = send(client, item, data, headers={"X-Autosave": "1"})
    return answer, json.loads(answer.content)


def row(kind, key=None, **fields):
    key = key or uuid.uuid4()
    return {f"{kind}-{key}-key": str(key)} | {
        f"{kind}-{key}-{name}": value for name, value in fields.items()
    }


def test_the_page_shows_what_is_written(writer, meeting, item, teacher):
    make.a_speech(item, person=teacher, text="Сунуш киргизди.")
    make.a_resolution(item, responsible=[teacher], text="Даярдалсын.")

    page = writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))

    assert page.status_code == 200
    for words in ("Сунуш киргизди.", "Даярдалсын.", item.title, "бекитилсин"):
        assert words in page.text
    assert f'value="{teacher.pk}" checked' in page.text


@pytest.mark.parametrize("number", [2, 8])
def test_the_page_asks_as_often_whatever_is_written(
    writer, meeting, teacher, number, django_assert_max_num_queries
):
    for _item in range(number):
        item = make.an_item(meeting)
        for _row in range(3):
            make.a_speech(item, person=teacher)
            make.a_resolution(item, responsible=[teacher])
    writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))

    # eight of its own; session, account, posts, memberships and their school are the reader's
    with django_assert_max_num_queries(12):
        writer.get(reverse("meetings:meeting_record", args=[meeting.pk]))
