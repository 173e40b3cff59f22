"""The one open page: is this printed paper one of ours?"""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from associations.models import ArchivedDocument
from associations.views import codes
from tests import factories as make

FORM = reverse("associations:paper_check_form")


@pytest.fixture
def client(client):
    """A visitor who reads English, as the tests do."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


@pytest.fixture
def paper(association, head):
    return ArchivedDocument.objects.create(
        school=association.school,
        association=association,
        year=make.a_year(association.school),
        kind="protocol",
        title="Жашыруун аталыш",
        number="17",
        day=date(2026, 11, 12),
        content_type=ContentType.objects.get_for_model(association),
        object_id=association.pk,
        language="ky",
        snapshot='{"secret": "сыр"}',
        digest="d" * 64,
        template="x@1",
        filed_by=head,
        filed_at=timezone.now(),
    )


def check(client, code):
    return client.get(reverse("associations:paper_check", args=[code]))


def test_the_code_tells_number_date_kind_state_and_digest(client, paper):
    page = check(client, paper.code).text

    for told in ["17", 'datetime="2026-11-12', "protocol", "in force", "d" * 64, paper.code]:
        assert told in page


def test_and_nothing_more(client, paper, head, association, school):
    page = check(client, paper.code).text

    untold = [paper.title, "сыр", head.surname_ky, association.name_ky, school.name_ky]
    for secret in [*untold, school.place_ky, "template"]:
        assert secret not in page


def test_a_replaced_paper_says_so(client, paper):
    ArchivedDocument.objects.update(state=ArchivedDocument.State.REPLACED)

    page = check(client, paper.code).text

    assert "replaced by a later version" in page
    assert "badge-late" in page


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "]
)
def test_a_code_is_found_however_it_is_typed(client, paper, typed):
    page = client.get(FORM, {"code": typed(paper.code)}, follow=True)

    assert paper.digest in page.text


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD", "x", "<script>", "../..", "-"])
def test_an_unknown_code_is_not_found_and_can_be_typed_again(client, db, code):
    page = client.get(FORM, {"code": code}, follow=True)

    assert page.status_code == 404
    assert "No paper has this code." in page.text
    assert "<script>alert" not in page.text
    assert 'name="code"' in page.text


def test_guessing_codes_ends_soon(client, paper, monkeypatch):
    monkeypatch.setattr(codes, "MISSES", 3)
    answers = [check(client, "AAAA-BBBB-CCCC-DDDD").status_code for _n in range(4)]

    assert answers == [404, 404, 404, 429]
    elsewhere = reverse("associations:paper_check", args=[paper.code])
    assert client.get(elsewhere, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_nothing_is_changed_by_asking(client, paper):
    address = reverse("associations:paper_check", args=[paper.code])

    assert client.post(address).status_code == 405
