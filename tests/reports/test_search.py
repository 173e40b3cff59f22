"""One box for everything: what is found, by whom, and how it is shown."""

import subprocess
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.search_models import SearchRow
from meetings.models import ItemProposal, JointAssociation, Meeting, Resolution
from meetings.services import (
    arrange_itemproposal,
    postpone_itemproposal,
    remember_meeting,
    remove_item,
)
from meetings.services.finding import remember_forgotten, remember_proposal
from reports.search import MOST, PER_PAGE
from tests import factories as make

SEARCH, PDF = reverse("reports:search"), reverse("reports:search_pdf")
MOST_QUERIES = 5

MEETING, ITEM, SPEECH, RESOLUTION = "meeting", "question", "speech", "resolution"
PROPOSAL = "proposal"


def held(association, number=1, **fields):
    return make.a_meeting(association, number=number, status="held", **fields)


@pytest.fixture
def minutes(association, head, secretary, teacher):
    """A held meeting in which everything has its own words."""
    meeting = held(association, topic="Өзгөчө тема", place="Китепкана")
    item = make.an_item(meeting, title="Үйрөтүүнүн ыкмалары жөнүндө", heard="Методика угулду.")
    item.rapporteurs.add(head)
    make.a_speech(item, person=teacher, text="Жаңы окуулук ЖӨНҮНДӨ сүйлөдү.")
    make.a_resolution(
        item, text="Ёлка өткөрүлсүн.", responsible=[secretary], status="in_force", position=1
    )
    remember_meeting(meeting)
    return meeting


@pytest.fixture
def find(client):
    def by(person, words, /, **asked):
        client.force_login(person)
        return client.get(SEARCH, {"q": words, **asked})

    return by


def words_of(page):
    return [str(hit.word) for hit in page.context["hits"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("өзгөчө", [MEETING]),
        ("озгочо", [MEETING]),
        ("ОЗГӨЧО тем", [MEETING]),
        ("уйротуу", [MEETING, ITEM]),
        ("үйрөтүү", [MEETING, ITEM]),
        ("МЕТОДИКА", [MEETING, ITEM]),
        ("метод үйр", [MEETING, ITEM]),
        ("жаны окуу", [MEETING, SPEECH]),
        ("жаңы окуулук", [MEETING, SPEECH]),
        ("ысакова", [MEETING, SPEECH]),
        ("елка", [MEETING, RESOLUTION]),
        ("Ёлка", [MEETING, RESOLUTION]),
        ("1.1", [MEETING, RESOLUTION]),
        ("өзгөчө елка", [MEETING]),
        ("китепк", [MEETING]),
        ("абазбек", [MEETING, ITEM]),
        ("тодика", []),
        ("елка метро", []),
        ("", []),
        (" — * ", []),
    ],
)
def test_every_word_begins_a_word_anywhere(find, director, minutes, words, found):
    assert words_of(find(director, words)) == found


def test_hits_lead_to_what_was_found_and_say_where_it_stands(
    find, director, minutes, association
):
    item = minutes.items.get()
    detail = reverse("meetings:meeting_detail", args=[minutes.pk])
    resolution = item.resolutions.get()

    hits = find(director, "тема").context["hits"] + find(director, "жаны").context["hits"]
    others = find(director, "методика").context["hits"] + find(director, "елка").context["hits"]

    urls = {str(hit.word): hit.url for hit in [*hits, *others]}
    assert urls == {
        MEETING: detail,
        ITEM: f"{detail}#item-{item.pk}",
        SPEECH: f"{detail}#speech-{item.speeches.get().pk}",
        RESOLUTION: resolution.get_absolute_url(),
    }
    assert hits[0].line.startswith("№ 1 · ")
    assert hits[0].line.endswith(str(association))


def test_anchors_of_hits_stand_on_the_page(client, director, minutes, find):
    for words in ("методика", "жаны"):
        url = find(director, words).context["hits"][-1].url
        assert f'id="{urlparse(url).fragment}"' in client.get(urlparse(url).path).text


def test_a_resolution_not_signed_yet_is_shown_in_its_minutes(client, director, minutes, find):
    Resolution.objects.update(status="draft")
    row = Resolution.objects.get()

    answer = client.get(find(director, "елка").context["hits"][-1].url)

    assert answer.status_code == 302
    assert answer["Location"] == f"{minutes.get_absolute_url()}#resolution-{row.pk}"
    assert f'id="resolution-{row.pk}"' in client.get(minutes.get_absolute_url()).text


def test_words_are_marked_and_the_rest_escaped(find, director, association):
    meeting = held(association, topic="<b>Тема</b> & сын-пикир")
    remember_meeting(meeting)

    text = find(director, "тем сын").text

    assert "&lt;b&gt;<mark>Тем</mark>а&lt;/b&gt; &amp; <mark>сын</mark>-пикир" in text


# Who finds what


def test_everybody_finds_what_they_may_see(
    find, minutes, director, deputy, head, teacher, stranger, clerk, foreigner
):
    for person in (director, deputy, head, teacher):
        assert words_of(find(person, "елка")) == [MEETING, RESOLUTION]
    for person in (stranger, clerk, foreigner):
        assert words_of(find(person, "елка")) == []
        assert "Nothing found" in find(person, "елка").text


def test_minutes_are_found_when_the_meeting_was_held(find, director, head, association):
    meeting = make.a_meeting(association, topic="Келечек")
    item = make.an_item(meeting, title="Келечек жөнүндө", heard="Купуя")
    make.a_speech(item, text="Купуя")
    make.a_resolution(item, text="Купуя")
    remember_meeting(meeting)

    for person in (director, head):
        assert words_of(find(person, "купуя")) == []
        assert words_of(find(person, "келечек")) == [MEETING, ITEM]

    Meeting.objects.filter(pk=meeting.pk).update(status="signed", number=1)
    remember_meeting(Meeting.objects.get())
    assert words_of(find(director, "купуя")) == [MEETING, ITEM, SPEECH, RESOLUTION]


def test_what_was_taken_off_is_forgotten(find, director, head, secretary, association):
    meeting = make.a_meeting(association)
    item = make.an_item(meeting, title="Убактылуу маселе жөнүндө")
    remember_meeting(meeting)
    assert words_of(find(director, "убактылуу")) == [MEETING, ITEM]

    remove_item(item, by=head)

    assert words_of(find(director, "убактылуу")) == []
    assert not SearchRow.objects.filter(kind="meetings.agendaitem").exists()


def test_words_written_after_the_meeting_are_found(find, director, head, minutes):
    from meetings.services import save_item
    from meetings.services.recording import ItemChange

    item = minutes.items.get()
    save_item(item, by=head, version=item.version, change=ItemChange({"heard": "Кошумча"}))

    assert words_of(find(director, "кошумча")) == [MEETING, ITEM]


def test_the_clock_remembers_what_was_written_before(find, director, minutes):
    SearchRow.objects.all().delete()
    assert words_of(find(director, "елка")) == []

    assert remember_forgotten() == 1

    assert words_of(find(director, "елка")) == [MEETING, RESOLUTION]
    assert remember_forgotten() == 0


def test_a_command_makes_all_found_anew(find, director, minutes, capsys):
    SearchRow.objects.filter(kind="meetings.resolution").update(folded="башка")
    call_command("remember")
    assert words_of(find(director, "елка")) == [MEETING]

    call_command("remember", all=True)

    assert words_of(find(director, "елка")) == [MEETING, RESOLUTION]
    SearchRow.objects.all().delete()
    call_command("remember")
    assert words_of(find(director, "елка")) == [MEETING, RESOLUTION]
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in said] == ["0", "1", "1"]


# What members propose


@pytest.fixture
def proposal(association, teacher):
    """A question that a teacher has proposed by the form."""
    row = make.a_proposal(association, teacher, title="Шахмат ийрими", why="Балдар сурайт.")
    arrange_itemproposal(row, by=teacher)
    return row


@pytest.mark.parametrize(
    "words", ["шахмат", "ийрим", "балдар", "ысакова шахмат", "ШАХМАТ балд"]
)
def test_a_proposal_is_found_by_its_words_and_its_author(find, director, proposal, words):
    [hit] = find(director, words).context["hits"]

    assert str(hit.word) == PROPOSAL
    assert hit.url == proposal.get_absolute_url()
    assert hit.line.endswith(f" · {proposal.association}")


def test_only_who_may_see_a_proposal_finds_it(
    find, proposal, director, deputy, head, teacher, stranger, clerk, foreigner, other_head
):
    everybody = [director, deputy, head, teacher, stranger, clerk, foreigner, other_head]
    finders = [person for person in everybody if words_of(find(person, "шахмат"))]

    assert finders == [
        person
        for person in everybody
        if ItemProposal.objects.visible_to(person).filter(pk=proposal.pk)
    ]
    assert finders == [director, deputy, head, teacher]


def test_who_left_the_association_still_finds_the_own_proposal(find, proposal, teacher, head):
    teacher.memberships.all().delete()
    make.a_proposal(proposal.association, head, title="Шахмат боюнча башка сунуш")
    remember_forgotten()

    assert [hit.url for hit in find(teacher, "шахмат").context["hits"]] == [
        proposal.get_absolute_url()
    ]


def test_what_was_answered_is_found(find, director, head, proposal):
    postpone_itemproposal(proposal, by=head, reason="Жазында кайтабыз.")

    assert words_of(find(director, "жазында")) == [PROPOSAL]
    assert "Жазында" in str(find(director, "шахмат").context["hits"][0].text)


def test_new_words_of_a_proposal_replace_the_old(client, find, director, teacher, proposal):
    client.force_login(teacher)
    url = reverse("meetings:itemproposal_update", args=[proposal.pk])
    said = {"title": "Дойбу ийрими", "why": "", "version": proposal.version, "form_token": "t1"}

    assert client.post(url, said).status_code == 302
    assert words_of(find(director, "шахмат")) == words_of(find(director, "балдар")) == []
    assert words_of(find(director, "дойбу")) == [PROPOSAL]


def test_proposals_are_narrowed_like_the_rest(
    find, director, head, teacher, minutes, proposal, association, school
):
    year, other = minutes.year, make.an_association(school)
    past = make.a_year(school, first=timezone.localdate().year - 3)

    def found(**asked):
        return words_of(find(director, "шахмат", **asked))

    assert found(year=year.pk) == found(association=association.pk) == [PROPOSAL]
    assert found(person=teacher.pk) == found(kind="meetings.itemproposal") == [PROPOSAL]
    assert found(year=past.pk) == found(association=other.pk) == found(person=head.pk) == []
    assert found(kind="meetings.meeting") == found(state="in_force") == []


def test_proposals_from_before_are_remembered(find, director, association, teacher, capsys):
    make.a_proposal(association, teacher, title="Шахмат ийрими")
    assert words_of(find(director, "шахмат")) == []

    assert remember_forgotten() == 1
    assert remember_forgotten() == 0
    assert words_of(find(director, "шахмат")) == [PROPOSAL]

    SearchRow.objects.update(folded="башка")
    call_command("remember", all=True)
    assert words_of(find(director, "шахмат")) == [PROPOSAL]


def test_a_proposal_and_a_meeting_with_one_key_are_told_apart(
    find, director, school, teacher, minutes, association
):
    """Parts stand with the meeting of that key, a proposal with itself."""
    other = make.an_association(school)
    row = make.a_proposal(other, teacher, pk=minutes.pk, title="Ёлка жөнүндө")
    remember_forgotten()

    lines = {str(hit.word): hit.line for hit in find(director, "елка").context["hits"]}

    assert lines[PROPOSAL].endswith(f" · {other}")
    assert lines[RESOLUTION].startswith("№ 1 · ")
    assert lines[RESOLUTION].endswith(f" · {association}")
    assert row.pk == minutes.pk


# In which language a hit speaks


@pytest.mark.parametrize(
    ("reader", "text", "marked"),
    [
        ("ky", "Сүйлөштү жана бекитти", ""),
        ("ky", "Об итогах четверти и о плане", ' lang="ru"'),
        ("ru", "Сүйлөштү жана бекитти", ' lang="ky"'),
        ("ru", "Сабактар бекитилсин", ' lang="ky"'),
        ("ru", "Об итогах четверти и о плане", ""),
        ("en", "Сүйлөштү жана бекитти", ' lang="ky"'),
    ],
)
def test_words_of_another_language_say_so(find, director, association, reader, text, marked):
    director.language = reader
    director.save()
    remember_meeting(held(association, topic=f"Белги {text}"))

    page = find(director, "белги").text.split('<ol class="list">')[1].split("</ol>")[0]

    assert f"<mark>Белги</mark> {text}" in page
    assert (f"<span{marked}><mark>" in page) == bool(marked)
    assert ("lang=" in page) == bool(marked)


# What narrows it


def test_what_narrows_is_offered_when_it_is_asked_for(find, director, minutes):
    closed, opened = find(director, "елка"), find(director, "елка", narrow=1)

    assert 'name="narrow"' in closed.text
    assert "<select" not in closed.text
    assert opened.text.count("<select") == 5
    assert words_of(closed) == words_of(opened) == [MEETING, RESOLUTION]
    assert find(director, "елка", kind="").text.count("<select") == 5


def test_filters_narrow(find, director, minutes, association, school, head, teacher, secretary):
    year, other = minutes.year, make.an_association(school)
    past = make.a_year(school, first=timezone.localdate().year - 3)

    def found(words, **asked):
        return words_of(find(director, words, **asked))

    assert found("елка", year=year.pk) == found("елка", association=association.pk)
    assert found("елка", year=year.pk) == [MEETING, RESOLUTION]
    assert found("елка", year=past.pk) == found("елка", association=other.pk) == []
    assert found("елка", person=secretary.pk) == [RESOLUTION]
    assert found("жаны", person=teacher.pk) == [SPEECH]
    assert found("уйротуу", person=head.pk) == [ITEM]
    assert found("елка", person=head.pk) == []
    assert found("елка", state="in_force") == [RESOLUTION]
    assert found("елка", state="done") == []
    assert found("елка", kind="meetings.meeting") == [MEETING]
    assert found("жаны", state="in_force", person=teacher.pk) == []


def test_a_joint_meeting_is_found_under_either_association(find, director, minutes, school):
    guest = make.an_association(school)
    JointAssociation.objects.create(meeting=minutes, association=guest, year=minutes.year)

    assert words_of(find(director, "елка", association=guest.pk)) == [MEETING, RESOLUTION]


@pytest.mark.parametrize("name", ["year", "association", "person", "kind", "state"])
@pytest.mark.parametrize("value", ["999999", "x", "-1", "'"])
def test_what_cannot_be_chosen_finds_nothing(find, director, minutes, name, value):
    page = find(director, "елка", **{name: value})

    assert page.status_code == 200
    assert page.context["hits"] == []
    assert "Select a valid choice" in page.text


def test_only_what_one_may_see_is_offered(
    find, teacher, director, foreigner, minutes, other_head
):
    offered = find(teacher, "", narrow=1).context["form"].fields
    everything = find(director, "", narrow=1).context["form"].fields

    assert len(offered["association"].choices) == 2
    assert len(everything["association"].choices) == 3
    assert foreigner.pk not in dict(everything["person"].choices)


# Pages, paper, cost


def many(association, number, word="олимпиада"):
    """As many hits, each of another day."""
    meeting = held(association)
    SearchRow.objects.bulk_create(
        SearchRow(
            scope=meeting.scope,
            kind="meetings.speech",
            object_id=10_000 + n,
            whole_id=meeting.pk,
            title=f"Сүйлөөчү {n}",
            text=word,
            folded=word,
            day=meeting.date - timedelta(days=n),
        )
        for n in range(number)
    )


def test_hits_come_by_pages_the_newest_first(find, director, association):
    many(association, PER_PAGE + 3)

    first, second = (find(director, "олимп", page=n) for n in (1, 2))

    assert [len(page.context["hits"]) for page in (first, second)] == [PER_PAGE, 3]
    assert str(first.context["hits"][0].title) == "Сүйлөөчү 0"
    assert f"{PER_PAGE + 3} found" in first.text
    href = second.text.split('rel="prev"')[1].split('href="')[1].split('"')[0]
    assert parse_qs(urlparse(href.replace("&amp;", "&")).query)["q"] == ["олимп"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "41", "999", "9" * 30, "²"])
def test_a_page_that_is_none_shows_the_first(find, director, association, page):
    many(association, 3)

    assert len(find(director, "олимп", page=page).context["hits"]) == 3


def test_very_many_are_counted_up_to_a_bound(find, director, association, monkeypatch):
    monkeypatch.setattr("reports.search.MOST", PER_PAGE + 5)
    many(association, PER_PAGE + 9)

    page = find(director, "олимп", page=2)

    assert (
        f"More than\n {PER_PAGE + 5}".split()
        == page.text.split('role="status">')[1].split()[:3]
    )
    assert len(page.context["hits"]) == 5
    assert MOST == 1000


@pytest.mark.parametrize(
    ("language", "title", "word"),
    [("ky", "ИЗДӨӨНҮН ЖЫЙЫНТЫГЫ", "Табылганы: 1"), ("ru", "РЕЗУЛЬТАТЫ ПОИСКА", "Найдено: 1")],
)
def test_the_same_filter_leaves_on_paper(client, director, minutes, language, title, word):
    client.force_login(director)

    asked = {"q": "елк", "state": "in_force", "language": language}
    pdf = b"".join(client.get(PDF, asked))
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()

    assert title in text
    assert word in text
    assert "«елк»" in text
    assert "Ёлка" in text


def test_it_asks_as_often_for_many_hits_as_for_one(client, director, school):
    client.force_login(director)

    def asked():
        url = f"{SEARCH}?q=олимп"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            hits = client.get(url).context["hits"]
        return len(hits), len(queries)

    many(make.an_association(school), 1)
    few, one = asked()
    for _each in range(3):
        meeting = held(make.an_association(school, head=make.a_person(school)))
        item = make.an_item(meeting, title="Олимпиада жөнүндө")
        make.a_speech(item, text="олимпиада")
        make.a_resolution(item, text="олимпиада", status="in_force")
        remember_meeting(meeting)
        title = "Олимпиада жөнүндө сунуш"
        remember_proposal(make.a_proposal(meeting.association, director, title=title))
    more, many_asked = asked()

    assert (few, more) == (1, 16)
    assert many_asked == one <= MOST_QUERIES
