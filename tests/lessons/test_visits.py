"""Lists of visits: what waits for whom."""

import pytest
from django.urls import reverse

from lessons.models import Visit
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_visits_whose_sheet_waits_are_found(association, secretary, teacher, client):
    written = make.a_visit(association, teacher, secretary)
    make.a_sheet(written, secretary, "draft")
    answered = make.a_visit(association, teacher, secretary)
    make.a_sheet(answered, secretary, "shared")

    assert set(Visit.objects.waiting_for(secretary)) == {written}
    assert set(Visit.objects.waiting_for(teacher)) == {answered}
    client.force_login(secretary)
    page = client.get(reverse("lessons:visit_list"), {"waiting": "me"}).content.decode()
    assert written.get_absolute_url() in page
    assert answered.get_absolute_url() not in page
