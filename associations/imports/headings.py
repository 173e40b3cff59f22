"""What the columns of staff lists are called, in Kyrgyz and Russian."""

import re
from typing import Any

from core.languages import fold

DIVIDED = re.compile(r"(?<=\w)-\s+(?=\w)")  # a word of a narrow heading
# What a folded heading may say; the first that fits counts, so the narrower ones come first.
HEADINGS: list[tuple[str, str]] = [
    ("personal_number", r"\b(пин|инн|pin)\b|жеке номер|персональн\w* (идентиф\w* )?номер"),
    ("patronymic", r"^атасынын аты|^отчество"),
    (
        "name",
        r"аты ?жону|\bф и о\b|\bфио\b|^фамилия\w* (жана )?(имя|аты)|^(мугалим|учител)\w*$",
    ),
    ("surname", r"^фамилия"),
    ("first_name", r"^(аты|имя)$"),
    ("birth_date", r"туулган|рожден"),
    ("sex", r"^(жынысы|пол)\b"),
    ("phone", r"телефон|whatsapp|ватсап|уюлдук"),
    ("address", r"дареги|\bадрес"),
    ("category_year", r"аттестац"),
    ("category", r"категория"),
    ("graduated", r"бутургон жыл|год оконч|оконч\w* год"),
    ("institution", r"окуу жай|учебн\w* заведен|\bвуз\b|бутургон"),
    ("speciality", r"адистиг|специальност"),
    ("level", r"^билими|^образован"),
    ("teaches_since", r"(пед|эмгек|стаж)\w*.*(башта|\bс какого)|нача\w* .*(пед|стаж)"),
    (
        "joined_on",
        r"(мектеп|школ)\w*.*(башта|келген|кирген|\bс какого|прием|принят)|дата прием",
    ),
    ("union", r"усулдук бирикме|методическ\w* объединен|^(мо|уб)$"),
    ("title", r"кызмат|должност|^окуткан предмет|предмет"),
]


def kind_of(heading: Any) -> str:
    """What a column with this heading says; "" where nobody knows."""
    if not isinstance(heading, str):
        return ""
    said = fold(DIVIDED.sub("", heading))
    return next((name for name, words in HEADINGS if re.search(words, said)), "")


# The headings of the template, in the languages of papers.
TEMPLATE = {
    "ky": [
        "Жеке номери (ПИН)", "Аты-жөнү", "Туулган күнү", "Жынысы", "Кызматы", "Усулдук бирикме",
        "Телефону", "Дареги", "Билими", "Окуу жайы", "Бүтүргөн жылы", "Диплому боюнча адистиги",
        "Категориясы", "Аттестациядан өткөн жылы", "Педагогикалык стажы башталган күн",
        "Ушул мектепке келген күнү",
    ],
    "ru": [
        "ПИН", "Ф. И. О.", "Дата рождения", "Пол", "Должность", "Методическое объединение",
        "Телефон", "Адрес", "Образование", "Учебное заведение", "Год окончания",
        "Специальность по диплому", "Категория", "Год аттестации",
        "Начало педагогического стажа", "Дата приёма в данную школу",
    ],
}  # fmt: skip
