"""What one side wrote nobody of the other sees: every page, list, filter, table, paper."""

import re
import zipfile
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from core.models import Attachment, Notification
from tests.gathered import SECRET as TASKS
from tests.known import PRIVATE
from tests.lessons.test_visit_leaks import SECRET as DRAFTS
from tests.lessons.test_visit_leaks import in_sheet
from tests.pages import ask, read, undone
from tests.test_routes import address
from tests.world import FOREIGN, OTHER, OUR, SAMPLES, nothing

# Who sees which rows on PostgreSQL, tests/test_readers.py and the matrices ask there too.
pytestmark = [pytest.mark.django_db, pytest.mark.either, pytest.mark.uncounted]

# Whose words each person may not see anywhere. The leaders read everything of their school.
# (The secretary sees what the head does, the director what the deputy does: tests/rights.txt.)
HIDDEN_FROM = {
    "teacher": [FOREIGN, OTHER, PRIVATE],
    "head": [FOREIGN, OTHER],
    "other_head": [FOREIGN, OUR],
    "clerk": [FOREIGN, OUR, OTHER],
    "deputy": [FOREIGN],
    "director": [FOREIGN],
    "stranger": [FOREIGN, PRIVATE],
    "foreigner": [OUR],
}
# Ask for our side alone, and follow no links: they see what somebody above sees, or nothing.
BRIEF = {"director", "stranger", "foreigner"}
# Narrow every list in every way: what narrows a list shows nobody more of it, but for those
# who see one side, and those who see all of a school, it is tried.
NARROWING = {"teacher", "deputy"}
AT_LEAST = 150  # pages, so that a crawl that finds nothing is not taken for a clean one
WISHES = ["?language=ru", "?language=ky&form=short", "?original=1"]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"')
PAPERS = re.compile(r"_pdf|_agenda|_preview|_sheet|_blank")


# Whoever has the address may read it; what it tells is asked in tests/lessons.
SECRET = {"lessons:calendar_feed"}


def closed(world):
    """Marks that nobody here may see, whoever they are: closed tasks, and a sheet's draft."""
    sheet, task = world.ours.lessons["sheet_draft"], world.ours.files["task"]
    return [TASKS, task.digest, DRAFTS, sheet.code.lower()]


def addresses(world, *sides):
    """Every address with a thing of each side; papers also in the other language and form."""
    found = [f"{reverse(name)}?q={TASKS}" for name in SEARCHES]
    found += [
        reverse("attachment", args=[key])
        for key in Attachment.objects.values_list("pk", flat=True)
    ]
    for name, sample in SAMPLES.items():
        if name in SECRET:
            continue
        for side in sides:
            url = address(name, sample(side))
            found += [url, *(url + wish for wish in WISHES if PAPERS.search(name))]
    return list(dict.fromkeys(found))


def questions(world, name):
    """Every way to narrow a list: its own choices, ids of others, and words of others.

    A table or a paper is narrowed as its list is; the choices are tried on the list. What the
    form does not know is sent at once for each of the others.
    """
    url, page = reverse(name), reverse(re.sub("_(pdf|table)$", "", name))
    forms = read(page, ask(world.client("director"), "GET", page).text).forms
    fields = [field for form in forms if form.method == "get" for field in form.fields]
    own, asked = {field.name for field in fields}, [{"page": 2}, {"q": OUR}]
    for side in (world.other, world.foreign):
        others = {"q": side.mark, "year": side.year.pk, "association": side.association.pk}
        others |= dict.fromkeys(["person", "responsible"], side.teacher.pk)
        asked += [{key: value} for key, value in others.items() if key in own]
        asked.append({key: value for key, value in others.items() if key not in own})
    if url == page:
        asked += [{field.name: value} for field in fields for value in field.options if value]
    return list(dict.fromkeys(f"{url}?{urlencode(pairs)}" for pairs in asked if pairs))


SEARCHES = ["reports:search", "meetings:meeting_list"]
LISTS = [name for name in SAMPLES if SAMPLES[name] is nothing and "_list" in name] + [
    "meetings:meeting_register",
    "meetings:meeting_register_pdf",
    "meetings:meeting_register_table",
]


def readable(answer):
    """All that was received: page, headers, and what lies inside a table of Excel."""
    text = answer.text
    if answer.body.startswith(b"PK"):
        book = zipfile.ZipFile(BytesIO(answer.body))
        text = "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    text = TOKEN.sub("", text)  # made of chance, a mark may stand in it
    return f"{text}\n{dict(answer.response.headers)}".lower()


def asked_for(text, url):
    """Without what the reader typed: a search field shows its own words."""
    typed = re.search(r"[?&]q=(\w+)", url)
    return re.sub(rf'value="{typed[1]}"|q={typed[1]}', "", text) if typed else text


@pytest.mark.parametrize("person", HIDDEN_FROM)
def test_no_word_of_others_is_received(world, person):
    sides = [world.ours] if person in BRIEF else [world.ours, world.other, world.foreign]
    urls = addresses(world, *sides)
    if person in NARROWING:
        urls += [url for name in set(LISTS) for url in questions(world, name)]
    with undone():
        in_sheet(world.ours.lessons["sheet_draft"])
        leaks, pages = walked(world, person, urls)

    assert leaks == []
    assert pages >= (0 if person in BRIEF else AT_LEAST)


def walked(world, person, urls):
    """What was found where it may not be, and how many pages there were."""
    seen, leaks, pages = set(), [], 0
    hidden = [*HIDDEN_FROM[person], *closed(world)]
    while urls:
        url = urls.pop(0).partition("#")[0]
        if url in seen or not url.startswith("/") or "//" in url:
            continue
        seen.add(url)
        with undone():
            answer = ask(world.client(person), "GET", url)
        pages += answer.word == "page"
        text = asked_for(readable(answer), url)
        leaks += [f"{mark} in {url}" for mark in hidden if mark in text]
        urls += [] if person in BRIEF else followed(answer, url)
    return leaks, pages


def followed(answer, url):
    """The links of a page of ours, but for those that only sort or turn it."""
    told = answer.response.headers.get("Content-Type", "")
    own = answer.word == "page" and told.startswith("text/html") and "?" not in url
    links = read(url, answer.text).links if own else []
    return [link if not link.startswith("?") else url + link for link in links]


def test_everybody_of_a_side_sees_its_own_words(world):
    """Otherwise the crawl would prove nothing."""
    url = reverse("meetings:meeting_detail", args=[world.ours.meetings["signed"].pk])
    for person in ("teacher", "head", "director"):
        assert OUR in ask(world.client(person), "GET", url).text
    paper = address("meetings:protocol_pdf", [world.ours.protocol().pk])
    assert OUR in ask(world.client("teacher"), "GET", paper).text
    table = ask(world.client("head"), "GET", reverse("meetings:resolution_list_table"))
    assert OUR in readable(table)
    elsewhere = ask(world.client("foreigner"), "GET", reverse("meetings:meeting_list"))
    assert FOREIGN in elsewhere.text


def test_a_guest_receives_no_remark(world):
    """What was said of the minutes is for those who met, though guests know of the meeting."""
    meeting = world.ours.meetings["circulated"]
    urls = [address(f"meetings:{name}", [meeting.pk]) for name in READ_BY_GUESTS]
    with undone():
        meeting.attendance.create(person=world.people["stranger"], status="invited")
        for url in urls:
            text = readable(ask(world.client("stranger"), "GET", url))
            assert OUR in text
            assert "сын-пикир" not in text
            assert "сын-пикир" in readable(ask(world.client("teacher"), "GET", url)) or (
                "preview" in url
            )


READ_BY_GUESTS = ["meeting_detail", "meeting_minutes", "meeting_preview"]


@pytest.mark.parametrize("person", HIDDEN_FROM)
def test_a_notice_leads_where_its_reader_may_go(world, person):
    for notice in Notification.objects.filter(to=world.people[person]):
        with undone():
            assert ask(world.client(person), "GET", notice.url).word == "page", notice.text


def test_the_check_of_a_printed_copy_tells_five_things(world):
    page = ask(world.client("anonymous"), "GET", address("associations:paper_check", [
        world.ours.paper().code
    ])).text  # fmt: skip

    assert world.ours.paper().digest in page
    assert OUR not in page
