"""Earlier resolutions on the paper of a later meeting: how they stood, what was decided.

The words stand here, as in ``words``: a paper is right whatever the catalogues say.
"""

from datetime import date
from typing import Any

from django.conf import settings

from core import dates
from meetings.documents.unions import number_of
from meetings.figures.controlling import control_rows, standing_of
from meetings.figures.joint import as_registered, number_for
from meetings.models import Meeting, Resolution

Plain = dict[str, Any]
SHORT = 200

KY = {
    "resolution": "{protocol}дун {label}-токтому",
    "of_resolution": "{protocol}дун {label}-токтомунун",
    "protocol": "№ {number} протокол",
    "source": "№ {number} протокол ({date}), {item}-маселе",
    "cancels": "{resolution} жокко чыгарылсын",
    "done": "{resolution} аткарылды деп көзөмөлдөн алынсын",
    "stays": "{resolution} көзөмөлдө калтырылсын",
    "moved": "{of_resolution} аткаруу мөөнөтү {due} жылдырылсын",
    "noted": "{resolution} боюнча маалымат эске алынсын",
    "is_done": "аткарылды",
    "is_reported": "аткарылганы билдирилди",
    "is_late": "мөөнөтү өтүп кетти ({days} күн)",
    "is_moved": "мөөнөтү жылдырылды",
    "is_open": "аткарылууда",
}

RU = {
    "resolution": "решение {label} {protocol}",
    "of_resolution": "решения {label} {protocol}",
    "protocol": "протокола № {number}",
    "source": "Протокол № {number} от {date}, вопрос {item}",
    "cancels": "{Resolution} отменить",
    "done": "{Resolution} снять с контроля как выполненное",
    "stays": "{Resolution} оставить на контроле",
    "moved": "Срок исполнения {of_resolution} перенести: {due}",
    "noted": "Информацию о выполнении {of_resolution} принять к сведению",
    "is_done": "выполнено",
    "is_reported": "доложено о выполнении",
    "is_late": "просрочено на {days} {of_days}",
    "is_moved": "срок перенесён",
    "is_open": "выполняется",
}

WORDS = {"ky": KY, "ru": RU}


def controlled(meeting: Meeting, people: Any) -> dict[int, list[Plain]]:
    """The rows of the control item as plain values, by the key of the item."""
    rows = list(control_rows(meeting).prefetch_related("resolution__responsible"))
    as_registered([row.resolution.item.meeting for row in rows], ())
    found: dict[int, list[Plain]] = {}
    for row in rows:
        resolution, standing = row.resolution, standing_of(row, meeting)
        found.setdefault(row.item_id, []).append(
            {
                **reference(resolution, meeting),
                "text": shortened(resolution.text),
                "responsible": [people(who) for who in _by_name(resolution)],
                "all_members": resolution.all_members,
                "due_kind": "date" if standing.due else resolution.due_kind,
                "due_now": _iso(standing.due),
                "standing": {"word": standing.word, "days": standing.days},
                "outcome": row.outcome,
                "due": _iso(row.due) if row.outcome == "moved" else None,
                "remark": row.remark if row.outcome else "",
            }
        )
    return found


def reference(resolution: Resolution, meeting: Meeting) -> Plain:
    """Where an earlier resolution stands; its year and association only if they are others.

    A joint protocol has the number under which those who meet now have it.
    """
    earlier, ours = resolution.item.meeting, {row.pk for row in meeting.unions}
    hosts = [row for row in earlier.unions if row.pk in ours]
    foreign = meeting.association not in hosts
    association = hosts[0] if hosts else earlier.association
    codes = settings.PAPER_LANGUAGES
    names = {code: getattr(association, f"name_{code}") for code in codes}
    return {
        "resolution": resolution.pk,
        "label": f"{resolution.item.position}.{resolution.position}",
        "protocol": number_for(earlier, ours),
        "date": earlier.date.isoformat() if earlier.year_id != meeting.year_id else "",
        "association": names if foreign else dict.fromkeys(codes, ""),
    }


def shortened(text: str) -> str:
    """The words of a resolution in one line, whole up to a length."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def standing_line(row: Plain, duty: str, language: str) -> str:
    """«№ 1 протоколдун 1.3-токтому: … (жооптуу: …; мөөнөтү: …) – аткарылды.»"""
    standing = row["standing"]
    days = standing["days"]
    words = WORDS[language][f"is_{standing['word']}"].format(days=days, of_days=_of_days(days))
    about = f"{_upper(named(row, language))}: {row['text'].rstrip(' .')}"
    return f"{about} ({duty}) – {words}." if duty else f"{about} – {words}."


def _of_days(number: int) -> str:
    """«1 день, 2 дня, 5 дней»; eleven to fourteen are many."""
    last = 0 if number % 100 in range(11, 15) else number % 10
    return {1: "день", 2: "дня", 3: "дня", 4: "дня"}.get(last, "дней")


def decision(row: Plain, language: str) -> str:
    """What the meeting decided on it, as a sentence of the paper; or nothing."""
    if not row["outcome"] or (row["outcome"] == "moved" and not row["due"]):
        return ""
    said = _sentence(row["outcome"], row, language)
    return f"{said} {ended(row['remark'])}" if row["remark"] else said


def cancelling(row: Plain, language: str) -> str:
    """«№ 2 протоколдун 1.1-токтому жокко чыгарылсын.»"""
    return _sentence("cancels", row, language)


def _sentence(word: str, row: Plain, language: str) -> str:
    known = {name: named(row, language, name) for name in ("resolution", "of_resolution")}
    due = dates.until(date.fromisoformat(row["due"]), language) if row.get("due") else ""
    words = WORDS[language][word].format(
        **known, Resolution=_upper(known["resolution"]), due=due
    )
    return ended(_upper(words))


def named(row: Plain, language: str, form: str = "resolution") -> str:
    """«№ 2 протоколдун 1.1-токтому», «решение 1.1 протокола № 2»."""
    words = WORDS[language]
    protocol = words["protocol"].format(number=row["protocol"])
    beside = [row["association"]] if row["association"] else []
    if row["date"]:
        beside.append(dates.short(date.fromisoformat(row["date"]), language))
    name = words[form].format(protocol=protocol, label=row["label"])
    return f"{name} ({', '.join(beside)})" if beside else name


def source(data: Plain, item: int, language: str) -> str:
    """Which protocol decided it, and under which question: the reason of what follows."""
    day = dates.full(date.fromisoformat(data["date"]), language)
    number = number_of(data).removeprefix("№ ")
    return WORDS[language]["source"].format(number=number, date=day, item=item)


def _by_name(resolution: Resolution) -> list[Any]:
    return sorted(resolution.responsible.all(), key=lambda who: (who.sort_key, who.pk))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def ended(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith((".", "!", "?")) else f"{sentence.rstrip()}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
