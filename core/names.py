"""People's names as signatures and lists write them; numbers as papers do. Pure."""

from __future__ import annotations

import re

BELONGING = frozenset({"уулу", "кызы", "тегин", "теги", "uulu", "kyzy", "tegin", "tegi"})
_BEFORE_INITIAL = re.compile(r"(?:(?<=\w)|(?<=\b[^\W\d_]\.)) (?=[A-ZА-ЯЁҢӨҮ]\.(?!\w))")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def split_name(name: str) -> tuple[str, str, str]:
    """Divide «Абазбек уулу Руслан» into surname, first name and what follows."""
    words = name.split()
    own = 2 if len(words) > 1 and words[1].lower() in BELONGING else 1
    return " ".join(words[:own]), " ".join(words[own : own + 1]), " ".join(words[own + 1 :])


def initials(surname: str, first: str = "", patronymic: str = "") -> str:
    """Write the form of signatures: «У.А.Усеков», «Р.Абазбек уулу»."""
    return f"{''.join(_letters(first, patronymic))}{surname.strip()}"


def list_name(surname: str, first: str = "", patronymic: str = "") -> str:
    """Write the form of lists: «Жумабекова А. С.», «Абазбек уулу Р.»."""
    return " ".join([surname.strip(), *_letters(first, patronymic)]).strip()


def ordinal(number: int, noun: str, language: str, ending: str = "") -> str:
    """Write «5-класс» in Kyrgyz, «5 класс» (or, with an ending, «5-й класс») elsewhere."""
    if language == "ky":
        return f"{number}-{noun}"
    return f"{number}-{ending} {noun}" if ending else f"{number} {noun}"


def roman(number: int) -> str:
    """Write a small number in Roman figures, as papers do with quarters."""
    text = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        text += figure * count
    return text


def numbered(number: int | str) -> str:
    """Write «№ 45»; a paper without a number keeps room for one."""
    return f"№ {number}" if number else "№ ____"


def kept_whole(text: str) -> str:
    """Let no initial begin a line: «Жумабекова А. С.» is torn nowhere before a letter."""
    return _BEFORE_INITIAL.sub("\u00a0", text)


def _letters(*names: str) -> list[str]:
    return [f"{name.strip()[0].upper()}." for name in names if name.strip()]
