"""Dates as official papers write them, in both languages of papers."""

from datetime import UTC, date, datetime, time

import pytest

from core import dates

DAY = date(2026, 10, 12)

KY = [
    (1, "12-январь", "12-январы", "12-январындагы", "12-январына"),
    (2, "12-февраль", "12-февралы", "12-февралындагы", "12-февралына"),
    (3, "12-март", "12-марты", "12-мартындагы", "12-мартына"),
    (4, "12-апрель", "12-апрели", "12-апрелиндеги", "12-апрелине"),
    (5, "12-май", "12-майы", "12-майындагы", "12-майына"),
    (6, "12-июнь", "12-июну", "12-июнундагы", "12-июнуна"),
    (7, "12-июль", "12-июлу", "12-июлундагы", "12-июлуна"),
    (8, "12-август", "12-августу", "12-августундагы", "12-августуна"),
    (9, "12-сентябрь", "12-сентябры", "12-сентябрындагы", "12-сентябрына"),
    (10, "12-октябрь", "12-октябры", "12-октябрындагы", "12-октябрына"),
    (11, "12-ноябрь", "12-ноябры", "12-ноябрындагы", "12-ноябрына"),
    (12, "12-декабрь", "12-декабры", "12-декабрындагы", "12-декабрына"),
]


@pytest.mark.parametrize(("month", "plain", "of_year", "before_noun", "term"), KY)
def test_each_month_in_kyrgyz(month, plain, of_year, before_noun, term):
    day = date(2026, month, 12)

    assert dates.day_month(day, "ky") == plain
    assert dates.full(day, "ky") == f"2026-жылдын {of_year}"
    assert dates.dated(day, "ky") == f"2026-жылдын {before_noun}"
    assert dates.until(day, "ky") == f"2026-жылдын {term} чейин"
    assert dates.as_of(day, "ky") == f"2026-жылдын {term} карата"


@pytest.mark.parametrize(
    ("write", "ky", "ru", "en"),
    [
        (dates.full, "2026-жылдын 12-октябры", "12 октября 2026 г.", "12 October 2026"),
        (dates.short, "12.10.2026-ж.", "12.10.2026", "12.10.2026"),
        (dates.day_month, "12-октябрь", "12 октября", "12 October"),
        (dates.month_year, "2026-жылдын октябры", "октябрь 2026 г.", "October 2026"),
        (dates.weekday, "дүйшөмбү", "понедельник", "Monday"),
    ],
)
def test_a_day_in_three_languages(write, ky, ru, en):
    assert [write(DAY, language) for language in ("ky", "ru", "en")] == [ky, ru, en]


def test_russian_and_english_dates_before_a_noun():
    assert dates.dated(DAY, "ru") == "от 12 октября 2026 г."
    assert dates.until(DAY, "ru") == "до 12 октября 2026 г."
    assert dates.as_of(DAY, "ru") == "по состоянию на 12 октября 2026 г."
    assert dates.as_of(DAY, "en") == "as of 12 October 2026"
    assert dates.dated(DAY, "en") == "of 12 October 2026"


def test_a_near_day_has_its_year_only_when_it_is_another():
    assert dates.near(DAY, "ky", 2026) == "12-октябрь"
    assert dates.near(DAY, "ky", 2027) == "2026-жылдын 12-октябры"
    assert dates.near(DAY, "ru", 2027) == "12 октября 2026 г."


def test_room_for_a_date_written_by_hand():
    assert dates.blank(2026, "ky") == "«___» ____________ 2026-ж."
    assert dates.blank(2026, "ru") == "«___» ____________ 2026 г."


def test_the_academic_year():
    assert dates.academic_year(2026, "ky") == "2026–2027-окуу жылы"
    assert dates.academic_year(2026, "ru") == "2026–2027 учебный год"


def test_the_clock_has_a_full_stop():
    assert dates.clock(time(14, 0)) == "14.00"
    assert dates.clock(datetime(2026, 1, 1, 9, 5, tzinfo=UTC)) == "09.05"


def test_the_kyrgyz_week():
    days = [dates.weekday(date(2026, 10, 12 + n), "ky") for n in range(7)]

    assert days[0] == "дүйшөмбү"
    assert days[6] == "жекшемби"
    assert dates.weekday(date(2026, 10, 16), "ky", brief=True) == "жм."
