"""A draft is in no count and no search of a wrong reader; test_leaks.py asks all pages."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lessons.models import VisitSheet
from tests.pages import ask, undone
from tests.test_routes import PEOPLE, address
from tests.world import SAMPLES

pytestmark = pytest.mark.django_db
SECRET = "zqкупуя"
AUTHOR = "secretary"
TEXTS = ("strengths", "to_improve", "recommendation", "conclusion", "lesson_type")
READERS = ["teacher", "head", "stranger", "other_head", "deputy", "director", "foreigner"]
# What a fresh page says anew each time.
CHANCE = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|form_token" value="[^"]*"|[0-9a-f]{16,}|nonce-\S+'
)
COUNTED = [
    "reports:desk", "reports:control_sheet", "lessons:overview", "lessons:visit_list",
    "lessons:visit_list_pdf", "lessons:visit_list_table", "lessons:visit_balance",
    "lessons:visit_matrix_pdf", "lessons:visit_sums", "lessons:visit_detail",
    "associations:archiveddocument_list",
]  # fmt: skip


def in_sheet(sheet, **changed):
    """Write into the draft what nobody else may read."""
    line = sheet.template.criteria.in_order()[0]
    answers = {str(line.pk): {"points": 1, "remark": SECRET}}
    fields = {"answers": answers, **dict.fromkeys(TEXTS, SECRET), **changed}
    VisitSheet.objects.filter(pk=sheet.pk).update(**fields)


def test_its_author_reads_it(world):
    sheet = world.ours.lessons["sheet_draft"]
    with undone():
        in_sheet(sheet)
        page = ask(world.client(AUTHOR), "GET", sheet.get_absolute_url())
        blank = reverse("lessons:visitsheet_blank", args=[sheet.pk])
        assert sheet.code in ask(world.client(AUTHOR), "GET", blank).text

    assert SECRET in page.text


@pytest.mark.parametrize("person", READERS)
def test_no_count_tells_a_written_draft_from_an_empty_one(world, person):
    """The same bytes, whether a visitor has written much or nothing yet."""
    sheet = world.ours.lessons["sheet_draft"]
    pages = {name: address(name, SAMPLES[name](world.ours)) for name in COUNTED}
    told, now = [], timezone.now()
    for fields in ({"answers": {}, **dict.fromkeys(TEXTS, ""), "version": 1}, {"version": 9}):
        with undone(), time_machine.travel(now, tick=False):
            in_sheet(sheet, **fields)
            client = world.client(person)
            told.append({name: bytes_of(client, url) for name, url in pages.items()})

    assert [name for name in COUNTED if told[0][name] != told[1][name]] == []


def bytes_of(client, url):
    answer = ask(client, "GET", url)
    is_file = "sheet" in answer.response.headers.get("Content-Type", "")
    return answer.word, "" if is_file else CHANCE.sub("", answer.text)


@pytest.mark.parametrize("person", READERS)
def test_searching_for_it_finds_nothing(world, person):
    with undone():
        in_sheet(world.ours.lessons["sheet_draft"])
        found = ask(world.client(person), "GET", f"{reverse('reports:search')}?q={SECRET}")

    assert found.text.count(SECRET) == found.text.count(f'value="{SECRET}"')


def test_the_code_of_another_s_sheet_leads_nowhere(world):
    sheet = world.ours.lessons["sheet_draft"]
    for person in READERS:
        with undone():
            answer = ask(
                world.client(person),
                "POST",
                reverse("lessons:visitsheet_find"),
                {"code": sheet.code},
            )
        assert answer.word == "page"
        assert "None of your sheets has this code." in answer.text


@pytest.mark.parametrize("name", ["sheet_shared", "sheet_answered"])
def test_what_is_not_agreed_yet_neither_head_nor_directors_read(world, name):
    sheet = world.ours.lessons[name]
    for person in ("head", "deputy", "director", "stranger"):
        for page in ("detail", "pdf", "record", "blank"):
            with undone():
                url = reverse(f"lessons:visitsheet_{page}", args=[sheet.pk])
                assert ask(world.client(person), "GET", url).word == "-"


def test_readers_of_this_file_are_those_of_the_table():
    assert {*READERS, AUTHOR} <= set(PEOPLE)
