"""The lines that a meeting has on its paper, made of the plain values of a snapshot."""

from datetime import date
from typing import Any

from core import dates
from core.cleaning import rich
from meetings.documents.controlling import ended
from meetings.documents.elections import printed_election
from meetings.documents.resolving import printed_control, resolved
from meetings.documents.unions import names_line, numbers_line, words_of


def printed(data: dict[str, Any], language: str) -> dict[str, Any]:
    """Turn the plain values into the lines of the paper."""
    words = words_of(data, language)
    lines = {
        "unions_line": names_line(data),
        "numbers_line": numbers_line(data, language),
        "date_line": _day(data, language),
        "time_line": ", ".join(part for part in [_hours(data, words), data["place"]] if part),
        "present": [_attender(row, words) for row in data["present"]],
        "absent": [_absentee(row, words) for row in data["absent"]],
        "invited": [_invited(row) for row in data["invited"]],
        "items": [_item(item, words, language) for item in data["items"]],
        "annexes": _annexes(data),
        "read_line": _read_line(data.get("reading"), words, language),
    }
    return {**lines, **_parts(lines)}


def _parts(lines: dict[str, Any]) -> dict[str, str]:
    """Choose the templates: a text that says nothing new keeps those it always had."""
    said = ("control", "decisions", "counted", "elected")
    items = lines["items"]
    later = any(item[name] for item in items for name in said)
    later = later or any(row["cancelling"] for item in items for row in item["resolutions"])
    more = "_more" if later or lines["numbers_line"] or lines["read_line"] else ""
    return {
        "body_part": f"meetings/pdf/_protocol_body{more}.html",
        "item_part": f"meetings/pdf/_protocol_item{more}.html",
    }


def _day(data: dict[str, Any], language: str) -> str:
    """The date; of a plan without a fixed day only its month."""
    write = dates.month_year if data.get("month_only") else dates.full
    return write(date.fromisoformat(data["date"]), language)


def _hours(data: dict[str, Any], words: dict[str, Any]) -> str:
    span = "–".join(moment for moment in [data["starts"], data["ends"]] if moment)
    return str(words["hour"]).format(span) if span else ""


def _attender(row: dict[str, Any], words: dict[str, Any]) -> str:
    remarks = [words["late"]] if row["late"] else []
    if row["left_after"]:
        remarks.append(words["left_after"].format(row["left_after"]))
    name = row["person"]["list"] if row["person"] else row["guest"]
    return f"{name} ({', '.join(remarks)})" if remarks else str(name)


def _absentee(row: dict[str, Any], words: dict[str, Any]) -> str:
    known = words["reasons"].get(row["reason"], "")
    why = row["remark"] if row["remark"] and row["reason"] in {"", "other"} else known
    return f"{row['person']['full']} ({why})" if why else str(row["person"]["full"])


def _invited(row: dict[str, Any]) -> str:
    if row["person"]:
        post = row["post"] or row["person"]["title"]
        return f"{row['person']['full']}, {post}" if post else str(row["person"]["full"])
    return f"{row['guest']}, {row['post']}" if row["post"] else str(row["guest"])


def _item(item: dict[str, Any], words: dict[str, Any], language: str) -> dict[str, Any]:
    names = [person["list"] for person in item["rapporteurs"]]
    names += [item["guest"]] if item["guest"] else []
    minutes = [f"{item['minutes']} {words['minutes']}"] if item["minutes"] else []
    title = words["speaker"] if len(names) < 2 else words["speakers"]  # noqa: PLR2004 -- plural
    told = ", ".join([*([f"{title}: {', '.join(names)}"] if names else []), *minutes])
    return {
        **item,
        "agenda": ended(f"{item['title'].rstrip(' .')} ({told})" if told else item["title"]),
        "speakers": "; ".join(_titled(item)),
        "heard": rich(item["heard"]) if item["heard"] else "",
        "speeches": [
            {
                "who": row["person"]["list"] if row["person"] else row["guest"],
                "text": rich(row["text"]),
            }
            for row in item["speeches"]
            if row["text"]
        ],
        **printed_control(item, words, language),
        **printed_election(item, language),
        "resolutions": [resolved(row, words, language) for row in item["resolutions"]],
        "put_off": words.get(item["state"], ""),
    }


def _titled(item: dict[str, Any]) -> list[str]:
    """Who reported, each with the post of that day; a guest writes it with the name."""
    people = [
        ", ".join(part for part in (person["list"], person["title"]) if part)
        for person in item["rapporteurs"]
    ]
    return [*people, item["guest"]] if item["guest"] else people


def _annexes(data: dict[str, Any]) -> list[str]:
    files = [file["title"] for item in data["items"] for file in item.get("files", [])]
    return [*files, *(file["title"] for file in data["annexes"])]


def _read_line(read: dict[str, Any] | None, words: dict[str, Any], language: str) -> str:
    if not read:
        return ""
    term = dates.until(date.fromisoformat(read["until"]), language)
    said = words["remarks" if read["remarks"] else "no_remarks"].format(**read)
    return f"{words['read_until'].format(term)} {said}"
