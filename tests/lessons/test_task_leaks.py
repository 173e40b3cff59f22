"""Closed tasks are their author's: that nobody else receives them, tests/test_leaks.py asks."""

import pytest
from django.urls import reverse

from tests.gathered import SECRET
from tests.pages import ask, undone
from tests.test_leaks import readable
from tests.test_routes import address

pytestmark = [pytest.mark.django_db, pytest.mark.either]


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
