"""Pages of the school itself: settings, sample page, years, subjects."""

import subprocess
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from associations.documents import SamplePage
from associations.figures import year_strip
from associations.models import AcademicYear, Holiday, School, Subject
from core import audit
from tests import factories as make

pytestmark = pytest.mark.either


def url(name, *args):
    return reverse(f"associations:{name}", args=args)


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(client, director):
    client.force_login(director)
    return client


# Settings


def settings_words(page):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_settings_are_saved_with_a_record(lead, school):
    said = settings_words(lead.get(url("school_settings")))

    lead.post(url("school_settings"), {**said, "approved_ky": "БЕКИТЕМИН", "margin_left": 25})

    school.refresh_from_db()
    assert (school.approved_ky, school.margin_left) == ("БЕКИТЕМИН", 25)
    assert audit.about(school).first().changes == {
        "approved_ky": ["БЕКИТЕМ", "БЕКИТЕМИН"],
        "margin_left": [30, 25],
    }


def test_impossible_margins_come_back_with_everything_typed(lead, school):
    said = settings_words(lead.get(url("school_settings")))

    page = lead.post(url("school_settings"), {**said, "margin_left": 90, "name_ru": "Моё"})

    assert set(page.context["form"].errors) == {"margin_left"}
    assert 'value="Моё"' in text(page)
    school.refresh_from_db()
    assert school.margin_left == 30


def test_two_leaders_who_change_settings_see_both_texts(lead, school):
    said = settings_words(lead.get(url("school_settings")))
    School.objects.filter(pk=school.pk).update(version=2, short_name_ru="Их")

    answer = lead.post(url("school_settings"), {**said, "short_name_ru": "Моё"})

    assert answer.status_code == 409
    assert "Их" in text(answer)


def test_every_field_of_the_settings_has_its_place_on_the_page(lead):
    page = lead.get(url("school_settings"))

    for name in page.context["form"].fields:
        assert f'name="{name}"' in page.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ky",
            [
                "Үлгү",
                "МАКУЛДАШЫЛДЫ",
                "БЕКИТЕМИН",
                "УКТУК",
                "ТОКТОМ КЫЛЫНДЫ",
                "М.О.",
                "Нарын ш.",
            ],
        ),
        ("ru", ["СОГЛАСОВАНО", "УТВЕРЖДАЮ", "СЛУШАЛИ", "РЕШИЛИ", "М.П.", "г. Нарын"]),
    ],
)
def test_the_sample_page_shows_what_was_chosen(school, language, words):
    school.approved_ky, school.heard_ky = "БЕКИТЕМИН", "УКТУК"
    school.margin_left, school.font_size = 25, 13

    sample = SamplePage(school, language=language)

    html = sample.html()
    assert [word for word in words if word not in html] == []
    assert "margin: 20mm 15mm 20mm 25mm" in sample.css()
    assert "13pt" in sample.css()


def test_the_sample_page_is_a_pdf_in_the_language_asked_for(lead, tmp_path):
    answer = lead.get(url("school_sample"), {"language": "ru"})

    path = tmp_path / "sample.pdf"
    path.write_bytes(b"".join(answer))
    command = ["pdftotext", str(path), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "СОГЛАСОВАНО" in told.stdout
    assert "МАКУЛДАШЫЛДЫ" not in told.stdout


# Years


def year_words(first=2030, **said):
    """The words of the form of a new year, without holidays."""
    return {
        "start": f"{first}-08-15", "end": f"{first + 1}-08-14",
        "quarter_1_start": f"{first}-09-01", "quarter_1_end": f"{first}-11-04",
        "quarter_2_start": f"{first}-11-10", "quarter_2_end": f"{first}-12-30",
        "quarter_3_start": f"{first + 1}-01-12", "quarter_3_end": f"{first + 1}-03-20",
        "quarter_4_start": f"{first + 1}-03-28", "quarter_4_end": f"{first + 1}-05-29",
        "holidays-TOTAL_FORMS": 1, "holidays-INITIAL_FORMS": 0,
        **said,
    }  # fmt: skip


def holiday_words(number=0, **said):
    told = {
        "name_ky": "Күзгү каникул", "name_ru": "", "start": "2030-11-05", "end": "2030-11-09",
        **said,
    }  # fmt: skip
    return {f"holidays-{number}-{name}": value for name, value in told.items()}


def test_a_year_is_made_with_quarters_and_holidays_on_one_page(lead, school):
    lead.post(url("academicyear_create"), {**year_words(), **holiday_words()})

    year = AcademicYear.objects.get(school=school, start=date(2030, 8, 15))
    assert [str(row) for row in year.quarters.order_by("number")] == ["I", "II", "III", "IV"]
    assert year.quarters.get(number=3).end == date(2031, 3, 20)
    assert year.holidays.get().name == "Күзгү каникул"
    assert {row.school for row in [*year.quarters.all(), *year.holidays.all()]} == {school}
    assert "Күзгү каникул 2030-11-05" in str(audit.about(year).get().changes)


def test_a_new_year_is_offered_filled_in(lead, school):
    last = AcademicYear.objects.get(school=school)

    form = lead.get(url("academicyear_create")).context["form"]

    assert form.initial["start"].year == last.start.year + 1
    assert form.initial["quarter_4_end"].year == last.start.year + 2


def test_a_year_is_changed_with_its_quarters_and_holidays(lead, school):
    lead.post(url("academicyear_create"), {**year_words(), **holiday_words()})
    year = AcademicYear.objects.get(school=school, start=date(2030, 8, 15))
    kept = year.holidays.get()
    said = year_words(quarter_4_start="", quarter_4_end="", quarter_1_end="2030-11-05")
    said |= {"holidays-TOTAL_FORMS": 2, "holidays-INITIAL_FORMS": 1}
    said |= holiday_words(0, DELETE="on") | {"holidays-0-id": kept.pk}
    said |= holiday_words(1, name_ky="Нооруз", start="2031-03-21", end="2031-03-27")

    lead.post(url("academicyear_update", year.pk), said)

    assert year.quarters.count() == 3
    assert year.quarters.get(number=1).end == date(2030, 11, 5)
    assert [row.name_ky for row in year.holidays.all()] == ["Нооруз"]


REFUSED = [
    ({"start": "2031-09-01", "end": "2031-08-31"}, {}, "The end must come after"),
    ({"start": "2026-08-01", "end": "2031-08-14"}, {}, "must not overlap"),
    ({"quarter_1_start": "2030-08-01"}, {}, "This quarter lies outside the school year."),
    ({"quarter_2_start": "2030-11-04"}, {}, "begins before the one before it ends"),
    ({"quarter_2_end": "2030-11-01"}, {}, "The end must come after the beginning."),
    ({"quarter_3_end": ""}, {}, "A quarter needs its first and last day."),
    ({"quarter_3_start": "31 February"}, {}, "Enter a valid date."),
    ({}, {"end": "2030-11-01"}, "The end must not come before the beginning."),
    ({}, {"start": "2030-01-01"}, "“Күзгү каникул” lies outside the school year."),
    ({}, {"name_ky": ""}, "This field is required."),
]


@pytest.mark.parametrize(("wrong", "wrong_days", "sentence"), REFUSED)
def test_a_wrong_calendar_comes_back_with_a_sentence_and_everything_typed(
    lead, school, wrong, wrong_days, sentence
):
    said = {**year_words(**wrong), **holiday_words(name_ru="Осенние каникулы")}
    said |= holiday_words(name_ru="Осенние каникулы", **wrong_days)

    answer = lead.post(url("academicyear_create"), said)

    assert sentence in text(answer)
    assert 'value="Осенние каникулы"' in text(answer)
    assert 'value="2031-05-29"' in text(answer)
    assert not AcademicYear.objects.filter(start__year=2030).exists()
    assert not Holiday.objects.exists()


def test_years_are_listed_the_newest_first_and_an_empty_list_explains_itself(lead, school):
    make.a_year(school, first=2020)

    page = lead.get(url("academicyear_list"))
    starts = [year.start.year for year in page.context["academicyear_list"]]
    assert starts == sorted(starts, reverse=True)
    assert "2020–2021 academic year" in text(page)

    AcademicYear.objects.all().delete()
    assert "at least four meetings a school year" in text(lead.get(url("academicyear_list")))


def test_the_strip_lays_twelve_months_out(school):
    year = AcademicYear.objects.create(
        school=school, start=date(2030, 9, 1), end=date(2031, 8, 31)
    )
    year.quarters.create(number=1, start=date(2030, 9, 1), end=date(2030, 11, 4), school=school)
    year.holidays.create(
        name_ky="Нооруз", start=date(2031, 3, 21), end=date(2031, 3, 21), school=school
    )

    with translation.override("ky"):
        strip = year_strip(year, date(2031, 3, 2))

    assert [month.label for month in strip.months] == [
        "сен", "окт", "ноя", "дек", "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг",
    ]  # fmt: skip
    assert strip.months[0].x == 0
    assert strip.months[-1].x + strip.months[-1].width == 300
    assert (strip.quarters[0].x, strip.quarters[0].label) == (0, "I")
    assert strip.holidays[0].width == 2
    assert 148 < strip.today < 152
    assert year_strip(year, date(2029, 1, 1)).today is None


def test_a_month_that_is_hardly_there_has_no_name(school):
    year = AcademicYear.objects.create(
        school=school, start=date(2030, 8, 15), end=date(2031, 8, 14)
    )

    labels = [month.label for month in year_strip(year, date(2030, 9, 1)).months]

    assert labels[0] == labels[-1] == ""
    assert labels[1] == "Sep"


# Subjects


def test_subjects_are_added_listed_and_renamed(lead, school):
    lead.post(url("subject_usual"))
    subject = Subject.objects.get(school=school, name_ky="Алгебра")

    lead.post(url("subject_update", subject.pk), {"name_ky": "Алгебра 2", "name_ru": "Алгебра"})

    page = text(lead.get(url("subject_list")))
    assert "Алгебра 2" in page
    assert page.index("Көркөм өнөр") < page.index("Орус тили") < page.index("Физика")


def test_a_subject_of_the_same_name_is_refused_with_a_sentence(lead, school):
    make.a_subject(school, name_ky="Химия")

    page = text(lead.post(url("subject_create"), {"name_ky": "Химия", "name_ru": "Химия!"}))

    assert "There is already a subject of this name." in page
    assert 'value="Химия!"' in page


def test_no_subjects_are_explained(lead):
    assert "Begin with the usual list" in text(lead.get(url("subject_list")))
