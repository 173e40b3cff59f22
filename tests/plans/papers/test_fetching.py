"""Papers of plans as they are handed out: which text, in which language, whose bytes."""

from io import BytesIO

import pypdf
import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from associations import archive
from core.pdf import Document
from core.renderer.client import RenderError
from plans import services
from tests import factories as make

pytestmark = pytest.mark.either

DRAFT = {"ky": "ДОЛБООР", "ru": "ЧЕРНОВИК"}


@pytest.fixture
def client(client, head):
    head.language = "en"
    head.save()
    client.force_login(head)
    return client


@pytest.fixture
def fetched(client):
    """What a plan's address hands out: the answer, and its words."""

    def fetched(name, thing, **asked):
        page = client.get(reverse(f"plans:{name}", args=[thing.pk]), asked)
        assert page.headers["Content-Type"] == "application/pdf"
        body = b"".join(page) if page.streaming else page.content
        text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(body)).pages)
        return body, " ".join(text.split())

    return fetched


@pytest.fixture
def amended(way):
    """The plan held once; an amendment of it is being written."""
    way.through()
    services.amend_plan(way.plan, by=way.head, reason="Календарь өзгөрдү")
    make.a_plan_row(way.plan, text="Жаңы иш", months=[11])
    return way


def test_a_draft_is_printed_as_it_is_written_in_the_language_asked_for(way, fetched):
    plan = way.plan

    _body, kyrgyz = fetched("plan_pdf", plan)
    _body, russian = fetched("plan_pdf", plan, language="ru")
    _body, otherwise = fetched("plan_pdf", plan, language="xx")

    assert DRAFT["ky"] in kyrgyz
    assert "Чейректин жыйынтыгы" in kyrgyz
    assert DRAFT["ru"] in russian
    assert "План работы" in russian
    assert DRAFT["ky"] in otherwise


def test_a_submitted_plan_is_printed_as_it_was_submitted_and_is_no_draft(way, fetched):
    way.submit()

    _body, said = fetched("plan_pdf", way.plan)

    assert "МАКУЛДАШЫЛДЫ" in said
    assert DRAFT["ky"] not in said


def test_what_holds_is_handed_out_as_filed_and_printed_in_the_other_language(way, fetched):
    revision = way.through()
    kept = archive.paper_bytes(revision.paper)

    same, said = fetched("plan_pdf", way.plan)
    of_text, _said = fetched("planrevision_pdf", revision)
    other, russian = fetched("plan_pdf", way.plan, language="ru")

    assert same == of_text == kept
    assert "БЕКИТЕМ" in said
    assert other != kept
    assert "УТВЕРЖДАЮ" in russian
    assert revision.paper.code in russian
    assert DRAFT["ru"] not in russian


def test_a_browser_that_has_these_bytes_is_told_so(way, client):
    way.through()
    url = reverse("plans:plan_pdf", args=[way.pk])
    first = client.get(url)

    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.content


def test_an_amendment_that_is_written_is_the_draft_and_what_holds_stays_as_filed(
    amended, fetched
):
    held = amended.plan.in_force

    _body, draft = fetched("plan_pdf", amended.plan)
    holds, _said = fetched("planrevision_pdf", held)

    assert DRAFT["ky"] in draft
    assert "Жаңы иш" in draft
    assert holds == archive.paper_bytes(held.paper)


def test_an_amendment_that_waits_is_printed_beside_what_holds(amended, fetched):
    held = amended.plan.in_force
    amended.submit()

    _body, said = fetched("plan_pdf", amended.plan)
    holds, before = fetched("planrevision_pdf", held)

    assert "Жаңы иш" in said
    assert "Жаңы иш" not in before
    assert holds == archive.paper_bytes(held.paper)


def test_a_replaced_text_says_so_in_both_languages(amended, fetched):
    first = amended.plan.in_force
    amended.submit()
    amended.agree()
    amended.approve()
    first.refresh_from_db()
    kept = archive.paper_bytes(first.paper)

    stamped, said = fetched("planrevision_pdf", first)
    _body, russian = fetched("planrevision_pdf", first, language="ru")

    assert first.paper.state == "replaced"
    assert stamped != kept
    for text, band in ((said, "АЛМАШТЫРЫЛГАН"), (russian, "ЗАМЕНЕНО")):
        assert band in text
        assert first.paper.code in text
        assert "Жаңы иш" not in text


def test_what_an_amendment_changed_is_handed_out(amended, fetched):
    revision = amended.submit()

    _body, said = fetched("planrevision_amendment", revision)
    _body, russian = fetched("planrevision_amendment", revision, language="ru")

    assert "Календарь өзгөрдү" in said
    assert "Изменения в план работы" in russian


def test_the_report_of_one_plan_names_it(way, fetched):
    way.through()

    _body, said = fetched("plan_fulfilment_pdf", way.plan)
    _body, russian = fetched("plan_fulfilment_pdf", way.plan, language="ru")

    assert "Абазбек уулу Руслан" in said
    assert "Выполнение плана" in russian


@pytest.mark.parametrize("broken", ["renderer", "file"])
def test_a_paper_that_cannot_be_had_is_explained_on_the_page_one_came_from(
    way, client, monkeypatch, broken
):
    revision = way.through()
    if broken == "file":
        monkeypatch.setattr(archive, "paper_bytes", refuse(archive.DamagedPaperError))
    else:
        monkeypatch.setattr(Document, "pdf", refuse(RenderError))
    language = "ky" if broken == "file" else "ru"
    for name, thing in (("plan_pdf", way.plan), ("planrevision_pdf", revision)):
        page = client.get(reverse(f"plans:{name}", args=[thing.pk]), {"language": language})

        assert page.status_code == 302
        assert page.url == thing.get_absolute_url()
        [said] = {str(message) for message in get_messages(page.wsgi_request)}
        assert ("damaged" if broken == "file" else "could not be made") in said


def test_the_sheet_that_cannot_be_printed_leads_back_to_the_sheet(way, client, monkeypatch):
    way.through()
    monkeypatch.setattr(Document, "pdf", refuse(RenderError))
    year = way.plan.year_id

    page = client.get(reverse("plans:fulfilment_sheet_pdf"), {"year": year, "by": "month"})

    assert page.status_code == 302
    assert page.url == f"{reverse('plans:fulfilment_sheet')}?year={year}&by=month"


def refuse(error):
    def refuse(thing):
        raise error

    return refuse
