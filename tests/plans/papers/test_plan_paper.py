"""The plan on paper: what stands there, in which words, on how many pages."""

import json
import re
from datetime import date
from io import BytesIO

import pypdf
import pytest

from associations import archive
from meetings.models import Meeting
from meetings.workflow import MeetingStatus
from plans.documents.plan import PlanDocument
from plans.figures.template import TEMPLATE
from plans.models import Plan
from tests import factories as make
from tests import verapdf

pytestmark = pytest.mark.either


def cells_of(html, table):
    """The cells of each row of that table, without its head."""
    body = html.partition(f'class="grid {table}"')[2].partition("</table>")[0]
    rows = body.partition("<tbody>")[2].split("</tr>")[:-1]
    return [[_plain(cell) for cell in row.split("</td>")[:-1]] for row in rows]


def _plain(cell):
    text = cell.rpartition("<td")[2].partition(">")[2].replace("<p>", "")
    return re.sub(r"[ \n]+", " ", text).strip()


def test_the_paper_says_everything_in_kyrgyz_and_in_order(plan, printed):
    said = printed(plan, draft=True)

    order = [
        "ДОЛБООР", "№ 12 орто мектеби", "МАКУЛДАШЫЛДЫ", "БЕКИТЕМ",
        "Так илимдер усулдук бирикмесинин 2026–2027-окуу жылына карата иш планы",
        "Мектептин усулдук темасы: «Мектептин темасы»", "1. Сапат 2. Тарбия",
        "Усулдук бирикменин темасы: «Компетенттүүлүк мамиле» (усулдук кабинеттин сунушу",
        "Максаты: Чеберчиликти", "Эң маанилүү багыттары: Жаш мугалимдер",
        "Милдеттери: 1. Биринчи милдет 2. Экинчи милдет", "Усулдук бирикменин курамы",
        "I бөлүм. Уюштуруу иштери", "№ Иш-чара Мөөнөтү Жооптуу Аткарылышы жөнүндө белги",
        "II бөлүм. Усулдук бирикменин мүчөлөрүнүн укуктук", "Иш-чара пландаштырылган жок.",
        "III бөлүм.", "IV бөлүм. Усулдук иштер", "Усулдук бирикменин отурумдары",
        "Ачык сабактардын жана иш-чаралардын графиги",
        "Усулдук бирикменин жетекчиси Р.Абазбек уулу",
    ]  # fmt: skip
    places = [said.find(text) for text in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_year_in_the_title_is_not_torn_at_its_hyphen(plan):
    html = PlanDocument(plan, language="ky").html()

    assert '<span class="nowrap">2026–2027-окуу</span>' in html


def test_the_paper_says_everything_in_russian(plan, printed):
    said = printed(plan, "ru")

    for text in [
        "Средняя школа № 12", "СОГЛАСОВАНО", "УТВЕРЖДАЮ",
        "План работы методического объединения учителей точных наук на 2026–2027 учебный год",
        "Методическая тема школы: «Тема школы»", "1. Сапат 2. Тарбия",
        "(по рекомендации методического кабинета)", "Раздел I. Организационная работа",
        "№ Мероприятие Срок Ответственный Отметка о выполнении",
        "Раздел III. Контроль за преподаванием предметов", "Заседания методического",
        "Руководитель методического объединения",
    ]:  # fmt: skip
        assert text in said
    assert "ЧЕРНОВИК" not in said


def test_rows_name_their_term_and_people_and_leave_room_for_the_mark(plan, teacher):
    html = PlanDocument(plan, language="ky").html()

    rows = cells_of(html, "plan")
    assert rows[0] == [
        "1.",
        "Маалыматты толуктоо",
        "сентябрь, январь",
        "Ысакова\xa0Г.\xa0А.",
        "",
    ]
    assert rows[1][2] == "октябрь"
    everybody = "бирикменин бардык мүчөлөрү, усулдук кабинеттин адиси"
    assert cells_of(html.partition("IV бөлүм")[2], "plan")[0][2:4] == [
        "окуу жылы ичинде",
        everybody,
    ]


def test_members_and_meetings_have_tables_of_their_own(plan):
    html = PlanDocument(plan, language="ky").html()

    assert cells_of(html, "members") == [
        ["1", "Абазбек уулу Руслан", "математика мугалими, бирикменин жетекчиси", "", "", ""],
        [
            "2",
            "Ысакова Гүлнара Асан кызы",
            "математика мугалими, бирикменин катчысы",
            "",
            "",
            "",
        ],
    ]
    questions = "1. Сапат жөнүндө</p> 2. Олимпиада жөнүндө</p>"
    assert cells_of(html, "meetings") == [
        ["1", "октябрь", "Чейректин жыйынтыгы", questions, ""]
    ]
    assert cells_of(html, "events")[0][1:4] == ["Жаңы усулдар", "семинар", "окуу жылы ичинде"]


def test_rows_of_the_template_speak_the_language_of_the_paper(plan):
    plan.rows.all().delete()
    for place, line in enumerate(TEMPLATE[3:6], 1):
        make.a_plan_row(plan, text=line.ky, code=line.code, position=place, months=[9])
    make.a_plan_row(plan, text="Өз сөзү", code=TEMPLATE[7].code, position=9, months=[9])

    rows = cells_of(PlanDocument(plan, language="ru").html(), "plan")

    assert [row[0] for row in rows] == ["1.", "А)", "Б)", "2."]
    assert rows[0][1:] == [TEMPLATE[3].ru, "", "", ""]  # it only stands above the two
    assert rows[1][1:3] == [TEMPLATE[4].ru, "сентябрь"]
    assert rows[3][1] == "Өз сөзү"


@pytest.mark.parametrize(
    ("title", "language", "post"),
    [
        ("төрайым", "ky", "Усулдук бирикменин төрайымы"),
        ("председатель", "ru", "Председатель методического объединения"),
    ],
)
def test_the_head_signs_with_the_schools_own_word(plan, printed, title, language, post):
    setattr(plan.school, f"head_title_{language}", title)
    plan.school.save()

    assert f"{post} " in printed(Plan.objects.get(pk=plan.pk), language)


def test_the_protocol_that_adopted_the_plan_is_named_once_it_is_signed(plan, printed):
    meeting = make.a_meeting(plan.association, date=date(2026, 8, 28), number=1)
    plan.considered = make.an_item(meeting)
    plan.save()

    blank = "кабыл алынды («___» ____________ 2026-ж. № ____ протокол)"
    assert blank in printed(Plan.objects.get(pk=plan.pk))

    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.SIGNED)
    found = Plan.objects.get(pk=plan.pk)
    assert "кабыл алынды (2026-жылдын 28-августундагы № 1 протокол)." in printed(found)
    assert "(протокол № 1 от 28 августа 2026 г.)." in printed(found, "ru")


def test_a_monthly_plan_is_agreed_and_signed_and_marks_what_was_left_over(plan, printed):
    month = make.a_plan(
        plan.association, year=plan.year, period="month", month=date(2026, 10, 1)
    )
    make.a_plan_row(month, text="Өз иши", day=date(2026, 10, 12), when="day", months=[])
    make.a_plan_row(month, text="Калган иш", part=4, carried=True, months=[9])

    said = printed(month)

    assert "Так илимдер усулдук бирикмесинин 2026-жылдын октябрь айына иш планы" in said
    assert "МАКУЛДАШЫЛДЫ" in said
    assert "БЕКИТЕМ" not in said
    assert "1. Өз иши 12-октябрь" in said
    assert "Калган иш (өткөн айлардан калган)" in said
    assert "II бөлүм" not in said
    assert "точных наук на октябрь 2026 г." in printed(month, "ru")


def test_what_holds_is_filed_and_gives_the_same_bytes_for_ever(way, tmp_path):
    revision = way.through()
    paper = revision.paper
    kept = archive.paper_bytes(paper)

    plan = way.plan
    plan.school.agreed_ky = "МАКУЛ"
    plan.school.save()

    assert archive.document_of(paper).pdf() == kept
    assert "holders" not in json.loads(paper.snapshot)
    assert "БЕКИТЕМ" in pypdf.PdfReader(BytesIO(kept)).pages[0].extract_text()
    path = tmp_path / "plan.pdf"
    path.write_bytes(kept)
    assert verapdf.validate(path, "PDFA-3A") == (True, {})


def test_a_hundred_and_twenty_rows_are_a_dozen_pages_with_the_head_on_each(plan, teacher):
    for place in range(117):
        line = TEMPLATE[place % 3]
        make.a_plan_row(
            plan, text=line.ky, part=place % 4 + 1, months=[9, 1], responsible=[teacher]
        )

    pages = pypdf.PdfReader(BytesIO(PlanDocument(plan, language="ky").pdf())).pages

    texts = [page.extract_text() for page in pages]
    assert 10 <= len(texts) <= 14
    headed = [text for text in texts if "Иш-чара" in text]
    assert len(headed) >= len(texts) - 1
    assert "Р.Абазбек уулу" in texts[-1]
