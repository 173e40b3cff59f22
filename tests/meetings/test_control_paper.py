"""The control item on paper, in both languages; and papers from before it, byte for byte."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from meetings import services
from meetings.documents import ProtocolDocument
from meetings.documents.controlling import shortened
from meetings.documents.protocol import ExtractDocument
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Meeting, Resolution
from meetings.services.controlling import fill_control
from tests import factories as make
from tests.support import triggers_off

pytestmark = pytest.mark.either

PAPERS = Path(__file__).parent / "papers"


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_papers_from_before_keep_every_byte(language, short):
    nobody = SimpleNamespace(order_by=lambda *_names: [])
    text = (PAPERS / "before-control.json").read_text()
    signed = SimpleNamespace(snapshot=text, version=1, reason="", signatures=nobody)
    name = f"before-control-{language}{'-short' if short else ''}.html"

    paper = ProtocolDocument(signed, language=language, short=short)

    assert paper.html() == (PAPERS / name).read_text()


@pytest.fixture
def meeting(association, head, secretary, teacher):
    year = make.a_year(association.school)
    day = year.start + timedelta(days=40)  # the 11th of October
    before = make.a_meeting(association, number=1, status="held", date=day)
    item = make.an_item(before)
    facts = {"status": "in_force", "due_kind": "date", "responsible": [teacher]}
    made = [
        make.a_resolution(item, text=text, due=due, due_now=due, **facts)
        for text, due in (
            ("График түзүлсүн.", day + timedelta(days=5)),
            ("Сабак өтүлсүн.", day + timedelta(days=8)),
            ("Отчет берилсин.", day + timedelta(days=29)),
        )
    ]
    Resolution.objects.filter(pk=made[0].pk).update(status="done", finished_on=day)
    meeting = make.a_meeting(association, number=2, status="held", date=day + timedelta(days=9))
    control = make.an_item(
        meeting, kind="control", title="Мурунку токтомдор жөнүндө", heard="Маалымат угулду."
    )
    make.a_speech(control, person=head, text="Колдоду.")
    Resolution.objects.filter(pk=made[0].pk).update(finished_on=day + timedelta(days=1))
    fill_control(meeting, by=head)
    due = day + timedelta(days=20)
    for number, outcome in enumerate(["done", "moved", ""], 1):
        row = control.control_rows.get(position=number)
        row.item, row.outcome, row.due = control, outcome, due if outcome == "moved" else None
        row.remark = "Мугалим ооруп калды" if outcome == "moved" else ""
        row.save()
    other = make.an_item(meeting)
    new = make.a_resolution(
        other, text="План бекитилсин.", responsible=[teacher, secretary, head], lead=teacher,
        controller="deputy", cancels=made[2],
    )  # fmt: skip
    assert new.lead == teacher
    return meeting


def words_of(meeting, language, *, short=False):
    text = ProtocolDocument(meeting, language=language, short=short).html()
    return " ".join(text.replace("<", " <").split())


def in_order(text, *parts):
    place = 0
    for part in parts:
        found = text.find(part, place)
        assert found >= 0, f"{part!r} is not there, or not in its place: {text[place:][:400]}"
        place = found
    return True


KY = (
    "– № 1 протоколдун 1.1-токтому: График түзүлсүн (жооптуу: Ысакова А. С.; мөөнөтү: ",
    "– аткарылды.",
    "– № 1 протоколдун 1.2-токтому: Сабак өтүлсүн",
    "– мөөнөтү өтүп кетти (1 күн).",
    "– № 1 протоколдун 1.3-токтому: Отчет берилсин",
    "– аткарылууда.",
)
RU = (
    "– Решение 1.1 протокола № 1: График түзүлсүн (ответственный: ",
    "– выполнено.",
    "– Решение 1.2 протокола № 1: Сабак өтүлсүн",
    "– просрочено на 1 день.",
    "– Решение 1.3 протокола № 1: Отчет берилсин",
    "– выполняется.",
)


@pytest.mark.django_db
def test_the_control_item_prints_in_kyrgyz(meeting):
    assert in_order(
        words_of(meeting, "ky"),
        "1. УГУЛДУ:",
        "Маалымат угулду.",
        *KY,
        "ЧЫГЫП СҮЙЛӨШТҮ:",
        "ТОКТОМ КЫЛЫНДЫ:",
        "– № 1 протоколдун 1.1-токтому аткарылды деп көзөмөлдөн алынсын.",
        "– № 1 протоколдун 1.2-токтомунун аткаруу мөөнөтү",
        "чейин жылдырылсын. Мугалим ооруп калды.",
        "2. УГУЛДУ:",
        "2.1 План бекитилсин.",
        "№ 1 протоколдун 1.3-токтому жокко чыгарылсын.",
        "Жооптуулар: Ысакова А. С. (жооптуу аткаруучу), Абазбек уулу Р., Жумабекова А. С.; "
        "көзөмөлдөөчү: директордун орун басары.",
    )


@pytest.mark.django_db
def test_the_control_item_prints_in_russian(meeting):
    assert in_order(
        words_of(meeting, "ru"),
        "1. СЛУШАЛИ:",
        *RU,
        "ВЫСТУПИЛИ:",
        "РЕШИЛИ:",
        "– Решение 1.1 протокола № 1 снять с контроля как выполненное.",
        "– Срок исполнения решения 1.2 протокола № 1 перенести: до",
        "Мугалим ооруп калды.",
        "2. СЛУШАЛИ:",
        "Решение 1.3 протокола № 1 отменить.",
        "(ответственный исполнитель)",
        "контроль: заместитель директора.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "lines"), [("ky", KY), ("ru", RU)])
def test_the_short_form_says_how_each_stood_too(meeting, language, lines):
    text = words_of(meeting, language, short=True)

    assert in_order(text, *lines)
    assert "Маалымат угулду." not in text


@pytest.mark.django_db
def test_what_nobody_decided_prints_with_its_standing_alone(meeting):
    text = words_of(meeting, "ky")

    assert "1.3-токтому көзөмөлдө" not in text
    assert text.count("1.3-токтому: Отчет берилсин") == 1


@pytest.mark.django_db
def test_a_resolution_of_another_year_is_told_by_its_day(meeting, school):
    earlier = Resolution.objects.get(text="Отчет берилсин.").item.meeting
    first = earlier.year.start.year - 1
    year = make.a_year(school, first=first)
    day = earlier.date.replace(year=earlier.date.year - 1)
    with triggers_off(connection):
        Meeting.objects.filter(pk=earlier.pk).update(year=year, date=day)

    text = words_of(meeting, "ky")

    assert f"№ 1 протоколдун 1.3-токтому ({day:%d.%m.%Y}-ж.) жокко чыгарылсын." in text


@pytest.mark.django_db
def test_an_extract_tells_nobody_of_the_control(meeting, head, secretary):
    meeting.attendance.update(status="present")
    seen = text_digest(protocol_data(meeting))
    services.sign_meeting(meeting, by=head, digest=seen)
    services.countersign_meeting(meeting, by=secretary, digest=meeting.protocols.get().digest)

    extract = services.issue_extract(meeting, by=head, labels=["2.1"])

    text = ExtractDocument(extract, language="ky").html()

    assert "План бекитилсин." in text
    assert "жокко чыгарылсын" in text
    assert "График түзүлсүн" not in text


def test_long_words_are_shortened_where_a_word_ends():
    text = shortened("Мугалимдердин " * 40)

    assert len(text) <= 201
    assert text.endswith("Мугалимдердин…")
