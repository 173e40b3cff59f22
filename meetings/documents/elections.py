"""An election on paper: who stood, how it was counted, who was elected. Totals only."""

from typing import Any

from meetings.figures.elections import count_of
from meetings.models import AgendaItem, Election, Meeting

Plain = dict[str, Any]

KY = {
    "candidate": "Талапкер",
    "candidates": "Талапкерлер",
    "open": "Ачык добуш берүүнүн жыйынтыгы",
    "secret": "Жашыруун добуш берүүнүн жыйынтыгы",
    "invalid": "жараксыз бюллетендер",
    "voters": "Добуш берүүгө катышкандар",
    "head": "Усулдук бирикменин жетекчиси болуп {} шайланды.",
    "secretary": "Усулдук бирикменин катчысы болуп {} шайланды.",
    "tie": "Добуштар тең бөлүндү, эч ким шайланган жок.",
}
RU = {
    "candidate": "Кандидатура",
    "candidates": "Кандидатуры",
    "open": "Результаты открытого голосования",
    "secret": "Результаты тайного голосования",
    "invalid": "недействительных бюллетеней",
    "voters": "Приняли участие в голосовании",
    "head": "Руководителем методического объединения избран(а) {}.",
    "secretary": "Секретарём методического объединения избран(а) {}.",
    "tie": "Голоса разделились поровну, никто не избран.",
}
WORDS = {"ky": KY, "ru": RU}


def elections_in(meeting: Meeting, items: list[AgendaItem], people: Any) -> dict[int, Plain]:
    """The counted elections of a meeting under their questions."""
    kind, withdrawn = AgendaItem.Kind.ELECTION, AgendaItem.State.WITHDRAWN
    wanted = [item.pk for item in items if item.kind == kind and item.state != withdrawn]
    if not wanted:
        return {}
    rows = Election.objects.filter(item__in=wanted).prefetch_related("candidates__person")
    counted = {row.item_id: _plain(row, people) for row in rows}
    return {pk: {"election": plain} for pk, plain in counted.items() if plain}


def _plain(election: Election, people: Any) -> Plain:
    rows = sorted(election.candidates.all(), key=lambda row: (row.position, row.pk))
    count = count_of(election, rows)
    if not count.is_counted:
        return {}
    by_key = {row.person_id: row.person for row in rows}
    winner = by_key.get(count.winner) if count.winner else None
    return {
        "office": election.office,
        "mode": election.mode,
        "candidates": [{"person": people(row.person), "votes": row.votes} for row in rows],
        "invalid": election.invalid,
        "voters": election.voters,
        "winner": people(winner),
        "tie": count.is_tie,
    }


def printed_election(item: Plain, language: str) -> Plain:
    """The lines of the count, and the sentence with who was elected."""
    election = item.get("election")
    if not election:
        return {"counted": [], "elected": ""}
    words, rows = WORDS[language], election["candidates"]
    names = ", ".join(row["person"]["list"] for row in rows)
    title = words["candidates"] if len(rows) > 1 else words["candidate"]
    return {
        "counted": [f"{title}: {_ended(names)}", _count_line(election, words)],
        "elected": _result(election, words),
    }


def _count_line(election: Plain, words: dict[str, str]) -> str:
    votes = ", ".join(
        f"{row['person']['list']} – {row['votes']}" for row in election["candidates"]
    )
    invalid, voters = election["invalid"], election["voters"]
    spoilt = f"; {words['invalid']} – {invalid}" if invalid is not None else ""
    took_part = f" {words['voters']} – {voters}." if voters is not None else ""
    return f"{words[election['mode']]}: {votes}{spoilt}.{took_part}"


def _result(election: Plain, words: dict[str, str]) -> str:
    if election["winner"]:
        return words[election["office"]].format(election["winner"]["full"])
    return words["tie"] if election["tie"] else ""


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
