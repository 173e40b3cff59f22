"""Whose protocol it is and under which numbers, as papers say it.

It is of one association, of several that met together, or of the council of the heads.

The signed text tells it in keys of its own, ``joint`` and ``council``; older texts have neither
and are printed as they always were.
"""

from typing import Any

from django.conf import settings

from meetings.documents.words import WORDS
from meetings.models import Meeting

Plain = dict[str, Any]

TOGETHER: dict[str, dict[str, Any]] = {
    "ky": {
        "of_meeting": "биргелешкен отурумунун",
        "with": "менен",
        "and": "жана",
        "members": "Усулдук бирикмелердин мүчөлөрү",
        "all_members": "усулдук бирикмелердин бардык мүчөлөрү",
        "numbers": "Протоколдун каттоо номерлери",
    },
    "ru": {
        "of_meeting": "совместного заседания",
        "with": "и",
        "and": "и",
        "members": "Членов методических объединений",
        "all_members": "все члены МО",
        "numbers": "Регистрационные номера протокола",
    },
}
COUNCIL: dict[str, dict[str, Any]] = {
    "ky": {"members": "Кеңештин мүчөлөрү", "all_members": "кеңештин бардык мүчөлөрү"},
    "ru": {"members": "Членов совета", "all_members": "все члены совета"},
}


def unions_data(meeting: Meeting) -> Plain:
    """What the signed text says of them beside the host; nothing of an ordinary meeting."""
    if meeting.association.is_council:
        return {"council": True}
    rows = [
        {
            "name": _both(row.association, "name"),
            "genitive": _both(row.association, "genitive"),
            "number": row.number,
        }
        for row in meeting.joint_rows
    ]
    return {"joint": rows} if rows else {}


def _both(thing: Any, name: str) -> Plain:
    return {code: getattr(thing, f"{name}_{code}") for code in settings.PAPER_LANGUAGES}


def words_of(data: Plain, language: str) -> Plain:
    """The words of papers, as this meeting needs them."""
    own = COUNCIL if data.get("council") else TOGETHER if data.get("joint") else {}
    return {**WORDS[language], **own.get(language, {})}


def number_of(data: Plain) -> str:
    """«№ 3», «№ 3/5» when two associations have it, «№ ____» before it is held."""
    numbers = [row["number"] for row in [data, *data.get("joint", [])] if row["number"]]
    return f"№ {'/'.join(map(str, numbers)) or '____'}"


def whose(data: Plain, language: str) -> str:
    """The association in the genitive; several in a row, in Kyrgyz only the last declined."""
    rows = [data["association"], *data.get("joint", [])]
    names = [row["genitive"] or row["name"] for row in rows]
    if len(names) == 1:
        return str(names[0])
    if language == "ky":
        names[:-1] = [_inside(row["name"]) for row in rows[:-1]]
    word = "with" if len(names) == 2 else "and"  # noqa: PLR2004 -- «A менен Б», «A, Б жана В»
    return f"{', '.join(names[:-1])} {TOGETHER[language][word]} {names[-1]}"


def _inside(name: str) -> str:
    """A name in the middle of a sentence; abbreviations keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def meeting_of(data: Plain, language: str) -> str:
    """«… бирикмесинин отурумунун», «совместного заседания … и …»: what it is a paper of."""
    noun, owners = words_of(data, language)["of_meeting"], whose(data, language)
    if language == "ky":
        return f"{owners[:1].upper()}{owners[1:]} {noun}"
    return f"{noun} {owners}"


def names_line(data: Plain) -> str:
    return ", ".join(row["name"] for row in [data["association"], *data.get("joint", [])])


def numbers_line(data: Plain, language: str) -> str:
    """Which number is whose; a protocol with one number says it in its heading."""
    if not data.get("joint") or not data["number"]:
        return ""
    rows = [{**data["association"], "number": data["number"]}, *data["joint"]]
    told = "; ".join(f"№\u00a0{row['number']}\u00a0– {row['name']}" for row in rows)
    return f"{TOGETHER[language]['numbers']}: {told}"
