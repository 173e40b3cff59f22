"""Tables that leave: every word stays a word, whatever program opens them."""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.languages import clean_text

MOST_ROWS = 50_000

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What makes a cell a formula: at its beginning, after signs nobody sees, and after a
# separator, since a program of another country splits the cell there.
_STARTERS = "=+\\-@\t\r＝＋－＠"
_FORMULA = re.compile(
    f"\\A(?=[\\s\ufeff\u200b-\u200f\u2060'\"]*[{_STARTERS}])"
    f'|(?<=[;,|\t\r\n])(?=[\ufeff\u200b"]*[{_STARTERS}])'
)

Row = Sequence[Any]


def csv_response(name: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """Give the table as CSV with the separator and the mark that Excel expects here."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_csv_cell(cell) for cell in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in _bounded(rows))
    return _saved(f"{name}.csv", CSV, text.getvalue().encode("utf-8-sig"))


def xlsx_response(
    name: str, header: Row, rows: Iterable[Row], *, title: str = ""
) -> HttpResponse:
    """Give the table as an Excel book: words typed as words, dates and numbers as such."""
    from core.books import book_of  # noqa: PLC0415 -- openpyxl is an eighth of the start

    body = [[_value(cell) for cell in row] for row in _bounded(rows)]
    head = [_value(cell) for cell in header]
    return _saved(f"{name}.xlsx", XLSX, book_of(title or name, head, body))


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    """Refuse a table that is too long instead of quietly cutting it."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValidationError(
                _("The table has more than %(most)s rows. Narrow it by a filter."),
                code="too_many_rows",
                params={"most": MOST_ROWS},
            )
        yield row


def _saved(name: str, content_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _value(value: Any) -> Any:
    """Keep numbers and dates, in the school's time; everything else is words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, int | float | Decimal | dt.date | dt.time):
        return value
    return clean_text(str(value))


def _csv_cell(cell: Any) -> Any:
    value = _value(cell)
    return _FORMULA.sub("'", value) if isinstance(value, str) else value
