"""Closed tasks of an olympiad are in no byte that anybody but their author can get."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core.models import Attachment
from tests.gathered import SECRET
from tests.pages import ask, undone
from tests.test_leaks import WISHES, readable
from tests.test_routes import address
from tests.world import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.either]

READERS = ["head", "teacher", "director", "stranger", "foreigner"]
SEARCHES = ["reports:search", "meetings:meeting_list"]


def urls_of(world):
    """Every address of our side, searches for the very word, every file by its number."""
    for name, sample in SAMPLES.items():
        url = address(name, sample(world.ours))
        yield from (url, url + WISHES[0])
    for name in SEARCHES:
        yield f"{reverse(name)}?{urlencode({'q': SECRET})}"
    for key in Attachment.objects.values_list("pk", flat=True):
        yield reverse("attachment", args=[key])


@pytest.mark.parametrize("person", READERS)
def test_no_byte_of_closed_tasks_is_received(world, person):
    kept = world.ours.files["task"]
    leaks = []
    for url in dict.fromkeys(urls_of(world)):
        with undone():
            answer = ask(world.client(person), "GET", url)
        text = readable(answer).replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
        if SECRET in text or kept.digest in text:
            leaks.append(url)

    assert leaks == []


def test_the_author_has_them(world):
    """Otherwise the walk would prove nothing."""
    for url in (
        address("lessons:olympiad_detail", [world.ours.lessons["olympiad_planned"].pk]),
        reverse("attachment", args=[world.ours.files["task"].pk]),
    ):
        with undone():
            answer = ask(world.client("secretary"), "GET", url)
        assert answer.word == "page"
        assert SECRET in readable(answer)
