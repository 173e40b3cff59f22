"""Resolutions in the lines of a paper: who does it, by when, how it was voted, what it cancels.

Snapshots of earlier years lack what came later: nothing is asked of them that they do not have.
"""

from datetime import date
from typing import Any

from core import dates
from meetings.documents import controlling
from meetings.documents.controlling import ended

Plain = dict[str, Any]


def resolved(row: Plain, words: Plain, language: str) -> Plain:
    """A new resolution with the small lines under its words."""
    parts = duty(row, words, language)
    cancels = row.get("cancels")
    return {
        **row,
        "cancelling": controlling.cancelling(cancels, language) if cancels else "",
        "duty": ended("; ".join(parts)) if parts else "",
        "votes": _votes(row, words),
    }


def printed_control(item: Plain, words: Plain, language: str) -> dict[str, list[Any]]:
    """Earlier resolutions the meeting looked at: how each stood, and what was decided."""
    lines, decisions = [], []
    for row in item.get("control", []):
        known = {**row, "due": row["due_now"]}
        about = _lower("; ".join(duty(known, words, language)))
        lines.append(controlling.standing_line(row, about, language))
        decisions.append(controlling.decision(row, language))
    return {"control": lines, "decisions": [said for said in decisions if said]}


def duty(row: Plain, words: Plain, language: str) -> list[str]:
    """Who, by when, and who controls it when that is not the head."""
    people = _doers(row, words)
    due = _deadline(row, words, language)
    plural = row["all_members"] or len(people) > 1
    title = words["responsible_many"] if plural else words["responsible"]
    parts = [f"{title}: {', '.join(people)}"] if people else []
    if due:
        parts.append(f"{words['deadline'] if parts else words['deadline_alone']}: {due}")
    if row.get("controller") == "deputy":
        parts.append(words["by_deputy"] if parts else words["by_deputy_alone"])
    return parts


def _doers(row: Plain, words: Plain) -> list[str]:
    """Names; who answers for it comes first, if there are others."""
    names = [words["all_members"]] if row["all_members"] else []
    people, lead = row["responsible"], row.get("lead")
    if lead and lead in people and len(people) > 1:
        names.append(f"{lead['list']} ({words['lead']})")
        people = [person for person in people if person != lead]
    return [*names, *(person["list"] for person in people)]


def _deadline(row: Plain, words: Plain, language: str) -> str:
    if row["due_kind"] == "date" and row["due"]:
        return dates.until(date.fromisoformat(row["due"]), language)
    return str(words.get(row["due_kind"], ""))


def _votes(row: Plain, words: Plain) -> str:
    if row["for"] is None:
        return ""
    title = words["secret_vote"] if row["vote"] == "secret" else words["votes"]
    counts = ", ".join(
        f"{words[side]} – {row[side]}" for side in ("for", "against", "abstained")
    )
    agreed = row["for"] and not row["against"] and not row["abstained"]
    return ended(f"{title}: {counts}" + (f" ({words['unanimously']})" if agreed else ""))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
