"""Days, hours and years as official papers write them. Pure: no clock, no settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

KY_MONTHS = (
    ("январь", "январы", "январындагы"),
    ("февраль", "февралы", "февралындагы"),
    ("март", "марты", "мартындагы"),
    ("апрель", "апрели", "апрелиндеги"),
    ("май", "майы", "майындагы"),
    ("июнь", "июну", "июнундагы"),
    ("июль", "июлу", "июлундагы"),
    ("август", "августу", "августундагы"),
    ("сентябрь", "сентябры", "сентябрындагы"),
    ("октябрь", "октябры", "октябрындагы"),
    ("ноябрь", "ноябры", "ноябрындагы"),
    ("декабрь", "декабры", "декабрындагы"),
)
KY_TO_MONTHS = (
    "январына", "февралына", "мартына", "апрелине", "майына", "июнуна",
    "июлуна", "августуна", "сентябрына", "октябрына", "ноябрына", "декабрына",
)  # fmt: skip
RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
RU_MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = {
    "ky": ("дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума", "ишемби", "жекшемби"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "ky": ("дш.", "шш.", "шр.", "бш.", "жм.", "иш.", "жш."),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def full(day: date, language: str) -> str:
    """Write «2026-жылдын 12-октябры», «12 октября 2026 г.»."""
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{KY_MONTHS[day.month - 1][1]}"
    if language == "ru":
        return f"{day.day} {RU_MONTHS[day.month - 1]} {day.year} г."
    return f"{day.day} {EN_MONTHS[day.month - 1]} {day.year}"


def dated(day: date, language: str) -> str:
    """Write the date before the noun it belongs to: «2026-жылдын 12-октябрындагы № 45 …»."""
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{KY_MONTHS[day.month - 1][2]}"
    return f"от {full(day, 'ru')}" if language == "ru" else f"of {full(day, language)}"


def until(day: date, language: str) -> str:
    """Write a term: «2026-жылдын 20-ноябрына чейин», «до 20 ноября 2026 г.»."""
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{KY_TO_MONTHS[day.month - 1]} чейин"
    return f"до {full(day, 'ru')}" if language == "ru" else f"by {full(day, language)}"


def as_of(day: date, language: str) -> str:
    """Say of what day figures are: «2026-жылдын 12-октябрына карата»."""
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{KY_TO_MONTHS[day.month - 1]} карата"
    lead = "по состоянию на" if language == "ru" else "as of"
    return f"{lead} {full(day, language)}"


def day_month(day: date, language: str) -> str:
    """Write the day without its year: «12-октябрь», «12 октября»."""
    if language == "ky":
        return f"{day.day}-{KY_MONTHS[day.month - 1][0]}"
    return f"{day.day} {(RU_MONTHS if language == 'ru' else EN_MONTHS)[day.month - 1]}"


def near(day: date, language: str, this_year: int) -> str:
    """Write a day as people do on a screen: with its year only when it is another one."""
    return day_month(day, language) if day.year == this_year else full(day, language)


def short(day: date, language: str) -> str:
    """Write «12.10.2026-ж.» in Kyrgyz, «12.10.2026» elsewhere."""
    return f"{day.day:02}.{day.month:02}.{day.year}{'-ж.' if language == 'ky' else ''}"


def blank(year: int, language: str) -> str:
    """Leave room for a date that is written by hand."""
    endings = {"ky": "-ж.", "ru": " г."}
    return f"«___» ____________ {year}{endings.get(language, '')}"


def month_year(day: date, language: str) -> str:
    """Name a month of a year: «2026-жылдын октябры», «октябрь 2026 г.»."""
    if language == "ky":
        return f"{day.year}-жылдын {KY_MONTHS[day.month - 1][1]}"
    if language == "ru":
        return f"{RU_MONTH_NAMES[day.month - 1]} {day.year} г."
    return f"{EN_MONTHS[day.month - 1]} {day.year}"


def near_month(day: date, language: str, this_year: int) -> str:
    """Name a month on a screen: with its year only when it is another one."""
    if day.year != this_year:
        return month_year(day, language)
    return month_name(day.month, language)


def month_name(number: int, language: str) -> str:
    """Name the month alone: «октябрь»."""
    if language == "ky":
        return KY_MONTHS[number - 1][0]
    return (RU_MONTH_NAMES if language == "ru" else EN_MONTHS)[number - 1]


def to_month(day: date, language: str) -> str:
    """Name the month a plan is made for: «2026-жылдын октябрь айына», «на октябрь 2026 г.»."""
    if language == "ky":
        return f"{day.year}-жылдын {KY_MONTHS[day.month - 1][0]} айына"
    lead = "на" if language == "ru" else "for"
    return f"{lead} {month_year(day, language)}"


def academic_year(first: int, language: str) -> str:
    """Name the year that begins in ``first``: «2026–2027-окуу жылы»."""
    span = f"{first}–{first + 1}"
    if language == "ky":
        return f"{span}-окуу жылы"
    return f"{span} учебный год" if language == "ru" else f"{span} academic year"


def clock(moment: time | datetime) -> str:
    """Write an hour as papers do: «14.00»."""
    return f"{moment.hour:02}.{moment.minute:02}"


def weekday(day: date, language: str, *, brief: bool = False) -> str:
    """Name the day of the week."""
    names = SHORT_WEEKDAYS if brief else WEEKDAYS
    return names.get(language, names["en"])[day.weekday()]
