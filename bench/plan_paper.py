"""The plan of a year on paper, 120 rows: ours beside typst and LibreOffice."""

import contextlib
from typing import Any

import papers
from django.db import transaction
from django.utils import translation
from papers import Renderer, in_turn, order_of, pages_of

ROWS = 120
ROUNDS = 3 if papers.QUICK else 7


def measure(one: Renderer) -> dict[str, Any]:
    """Lay the same plan out in turn; the rows are gone again afterwards."""
    with transaction.atomic():
        document = a_long_plan()
        order = order_of(document)
        source = typst_source(document)
        transaction.set_rollback(True)
    found: dict[str, Any] = {"pages": pages_of(one.make(order)), "words": len(order["html"])}
    makers: dict[str, Any] = {"ours": lambda: one.make(order)}
    with contextlib.ExitStack() as stack:
        typst = stack.enter_context(papers.typst_process(source))
        if typst:
            makers["typst"] = typst
            typst()
            made = (papers.HERE / "protocol.typ.pdf").read_bytes()
            found["typst_pages"] = pages_of(made)
        if papers.has_office():
            (papers.HERE / "protocol.html").write_text(order["html"], encoding="utf-8")
            makers["office"] = papers.office
        found["times"] = in_turn(makers, ROUNDS)
    return found


def a_long_plan() -> Any:
    from associations.models import AcademicYear, Association  # noqa: PLC0415
    from plans.documents.plan import PlanDocument  # noqa: PLC0415
    from plans.figures.template import TEMPLATE  # noqa: PLC0415
    from plans.models import Plan, PlanRow  # noqa: PLC0415

    taken = Plan.objects.annual().values("association")
    unions = Association.objects.active().exclude(pk__in=taken).order_by("pk")
    union = next(row for row in unions if row.head())
    year = AcademicYear.objects.filter(school=union.school_id).order_by("-start").first()
    plan = Plan.objects.create(
        association=union,
        year=year,
        author=union.head(),
        theme="Окуучулардын окуу сабаттуулугун өнүктүрүү",
        goal="Мугалимдердин усулдук чеберчилигин жогорулатуу",
        tasks="Ачык сабактарды өткөрүү\nӨз ара катышууну уюштуруу",
    )
    people = list(union.members())
    for place in range(ROWS):
        line = TEMPLATE[place % len(TEMPLATE)]
        row = PlanRow(
            plan=plan,
            part=place * 4 // ROWS + 1,
            position=place,
            text=line.ky,
            kind="meeting" if place % 24 == 0 else "other",
            months=[9, 1] if place % 2 else [10],
        )
        row.due_now = row.last_day()
        row.save()
        row.responsible.set([people[place % len(people)], people[(place + 1) % len(people)]])
    return PlanDocument(plan, language="ky")


def typst_source(document: Any) -> str:
    """The same words of the plan in typst's own language."""
    with translation.override(document.language):
        known, title = document._everything(), document.title()
    said = known["said"]
    lines = [papers.HEAD, *(papers._centred(line) for line in known["lines"])]
    lines += [_stamps(known["stamps"]), papers._centred(title, bold=True)]
    for part in known["themes"]:
        lines.append(papers._said(f"{part['title']}:", part["line"]))
        lines += [papers._plain(line) for line in part["lines"]]
    lines.append(_table(said["member_heads"], _counted(known["members"])))
    for part in known["parts"]:
        lines.append(papers._centred(part["title"], bold=True))
        cells = [
            [row["label"], row["text"], row["term"], ", ".join(row["people"]), ""]
            for row in part["rows"]
        ]
        lines.append(_table(said["row_heads"], cells))
    lines.append(papers._centred(said["meetings"], bold=True))
    meetings = [
        [row["term"], row["text"], "; ".join(row["questions"]), ", ".join(row["people"])]
        for row in known["meetings"]
    ]
    lines.append(_table(said["meeting_heads"], _counted(meetings)))
    lines += [
        papers._plain(f"{row['post']} __________ {row['name']}") for row in known["signatures"]
    ]
    return "\n\n".join(lines)


def _stamps(stamps: dict[str, Any]) -> str:
    cells = []
    for side in ("left", "right"):
        stamp = stamps[side]
        words = [stamp["word"], *stamp["lines"], f"__________ {stamp['name']}", stamp["date"]]
        cells.append("[" + " #linebreak() ".join(f"#{papers._q(text)}" for text in words) + "]")
    return f"#grid(columns: (1fr, 1fr), {', '.join(cells)})"


def _counted(rows: list[list[str]]) -> list[list[str]]:
    return [[str(place), *row] for place, row in enumerate(rows, 1)]


def _table(heads: list[str], rows: list[list[str]]) -> str:
    columns = "9mm, 1fr, 27mm, 36mm, 28mm" + ", 20mm" * (len(heads) - 5)
    head = ", ".join(f"strong({papers._q(text)})" for text in heads)
    cells = ", ".join(papers._q(text) for row in rows for text in row)
    return (
        "#{set text(size: 11.5pt); set par(justify: false, first-line-indent: 0mm);"
        f" table(columns: ({columns}), stroke: .5pt, table.header({head}), {cells})}}"
    )
