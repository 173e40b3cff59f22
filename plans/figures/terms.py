"""When a row is to be done, in the words of papers and pages. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core import dates
from core.names import roman

ALL_YEAR = {
    "ky": "окуу жылы ичинде",
    "ru": "в течение учебного года",
    "en": "throughout the school year",
}
QUARTER = {"ky": "{} чейрек", "ru": "{} четверть", "en": "quarter {}"}
RUN = 3  # so many months in a row are written «сентябрь–декабрь»


def term(row: Mapping[str, Any], language: str) -> str:
    """Write the term of a row given as plain values: ``when`` and what belongs to it."""
    if row["when"] == "day" and row["day"]:
        return dates.day_month(date.fromisoformat(str(row["day"])), language)
    if row["when"] == "quarter" and row["quarter"]:
        return QUARTER.get(language, QUARTER["en"]).format(roman(row["quarter"]))
    if row["when"] == "months" and row["months"]:
        return months(row["months"], language)
    return ALL_YEAR.get(language, ALL_YEAR["en"])


def months(numbers: Iterable[int], language: str) -> str:
    """Write «сентябрь, январь»; months that follow one another as «сентябрь–декабрь»."""
    return ", ".join(
        "–".join(dates.month_name(number, language) for number in part)
        for part in _runs(list(numbers))
    )


def _runs(numbers: list[int]) -> list[list[int]]:
    """Ends of what follows one another, where that is long; the rest one by one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] % 12 + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[list[int]] = []
    for run in runs:
        parts += [[run[0], run[-1]]] if len(run) >= RUN else [[number] for number in run]
    return parts
