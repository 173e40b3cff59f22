"""Staff lists as schools keep them: sixty teachers in books that are messy in three ways."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SURNAMES = ["Асанова", "Бообекова", "Дөөлөтова", "Жээнбекова", "Калматова", "Маматова",
            "Назарова", "Орозбаева", "Садыкова", "Төлөгөнова"]  # fmt: skip
NAMES = ["Айнура", "Бактыгүл", "Гүлзат", "Жаңыл", "Кенжегүл", "Назгүл"]
FATHERS = ["Сапар кызы", "Токтогуловна", "Үсөновна"]
MONTHS = ["янв", "февраля", "март", "апр", "мая", "июнь", "июл", "августа", "сен", "окт",
          "ноя", "декабря"]  # fmt: skip
CATEGORIES = ["жогорку", "биринчи", "II", "жок"]


def teachers():
    """Number, names, birthday, category and its year, of sixty people."""
    for n in range(60):
        name = f"{SURNAMES[n % 10]} {NAMES[n // 10]} {FATHERS[n % 3]}"
        born = date(1964 + n % 37, 1 + n % 12, 1 + n % 28)
        yield f"2{born:%d%m%Y}{n:05}", name, born, CATEGORIES[n % 4], 2016 + n % 10


def with_numbers():
    """A head in two lines with merged cells, below a title; numbers as Excel rounds them."""
    sheet = Workbook().active
    sheet["B1"] = "№ 5 орто мектебинин мугалимдери жөнүндө МААЛЫМАТ"
    sheet.merge_cells("B1:H1")
    sheet.append([])
    sheet.append(["№", "Мугалимдин аты-жөнү", "ПИН", "Туулган күнү", "Билими", None,
                  "Катего-\nриясы", "role"])  # fmt: skip
    sheet.merge_cells("E3:F3")
    sheet.append([None, None, None, None, "Бүтүргөн окуу жайы", "бүтүргөн жылы"])
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
    for n, (number, name, born, category, year) in enumerate(teachers(), 1):
        if n % 20 == 1:
            sheet.append([f"{n // 20 + 1}-усулдук бирикме"])
            sheet.merge_cells(f"A{sheet.max_row}:H{sheet.max_row}")
        pin = int(number) if n % 2 else f" {number[:7]} {number[7:]} "
        place = "Ош мамлекеттик университети" if n % 5 else "Ош педагогикалык колледжи"
        sheet.append([n, f"  {name} ", pin, datetime.combine(born, time()), place,
                      f"{year - 12}-ж.", f"{category}, {year}", "director"])  # fmt: skip
    sheet.append([None, "Бардыгы: 60 мугалим", None, None, 60])
    return sheet


def with_words():
    """No numbers; names in three columns, days in words, empty lines, the head once more."""
    sheet = Workbook().active
    head = ["Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Образование", "Категория",
            "Год аттестации", "Стаж"]  # fmt: skip
    sheet.append(["Список учителей"])
    sheet.append(head)
    for n, (_number, name, born, category, year) in enumerate(teachers(), 1):
        if n % 25 == 0:
            sheet.append([])
            sheet.append(head)
        surname, first, *father = name.split()
        days = [
            f"{born:%d.%m.%Y}", f"{born:%d/%m/%y} г.", f"{born:%Y-%m-%d}",
            f"{born.day} {MONTHS[born.month - 1]} {born.year} г.",
            (born - date(1899, 12, 30)) // timedelta(days=1),
        ]  # fmt: skip
        ru = {"жогорку": "высшая", "биринчи": "1", "II": "вторая", "жок": "-"}[category]
        sheet.append([surname.upper() if n % 9 == 0 else surname, first, " ".join(father),
                      days[n % 5], "ж", "высшее" if n % 4 else "средне-специальное", ru, year,
                      f"{n} лет"])  # fmt: skip
    return sheet


def with_gaps():
    """Only a year of birth, somebody unreadable, somebody twice, a formula, no father."""
    sheet = Workbook().active
    sheet.append(["т/б", "Аты-жөнү", "Туулган жылы", "Телефону", "Усулдук бирикмеси"])
    for n, (_number, name, born, *_rest) in enumerate(teachers(), 1):
        short = " ".join(name.split()[:2])
        sheet.append([n, short, f"{born.year}-ж.", 700000000.0 + n, "Так илимдер"])
    sheet["A62"], sheet["B62"], sheet["C62"] = 61, "Асанова Айнура", "1964"
    sheet["A63"], sheet["B63"], sheet["C63"] = 62, "Осмонова Гүлнара", "31.02.1980"
    sheet["A64"], sheet["B64"], sheet["C64"] = 63, "=HYPERLINK(1)", "01.02.1980"
    sheet["D64"], sheet["E64"] = "0700 1", "=1+1"
    return sheet


def sent(sheet, name="тизме.xlsx"):
    """As a browser sends it."""
    content = BytesIO()
    sheet.parent.save(content)
    return SimpleUploadedFile(name, content.getvalue(), XLSX)
