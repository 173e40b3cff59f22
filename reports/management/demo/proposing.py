"""What the members of the demo propose for the agenda, and how their heads answer."""

from datetime import date, timedelta

from meetings import services
from meetings.models import ItemProposal, Meeting
from reports.management.demo.story import Troupe, afresh, on

# The question, why, and what is answered: nothing yet, "accept", or the words of a refusal.
PROPOSALS = {
    "ky": (
        ("Дептерлерди текшерүүнүн бирдиктүү тартиби жөнүндө",
         "Ар ким ар башкача текшерет, окуучулар бирдей талапты билбейт.", "", ""),
        ("Жаңы окуу китептерин талкуулоо жөнүндө",
         "6-класстын китебинде каталар бар.", "postpone", "Китептер толук келгенден кийин."),
        ("Кабинеттерди жабдуу жөнүндө",
         "Көрсөтмө куралдар жетишпейт.", "decline", "Бул маселени директор чечет."),
        ("Формативдик баалоонун тажрыйбасы жөнүндө",
         "Семинардан алып келген материалдарды бөлүшкүм келет.", "accept", ""),
    ),
    "ru": (
        ("О единых требованиях к проверке тетрадей",
         "Все проверяют по-разному, ученики не знают требований.", "", ""),
        ("Об обсуждении новых учебников",
         "В учебнике 6 класса есть ошибки.", "postpone", "Когда учебники придут полностью."),
        ("Об оснащении кабинетов",
         "Не хватает наглядных пособий.", "decline", "Этот вопрос решает директор."),
        ("Об опыте формативного оценивания",
         "Хочу поделиться материалами семинара.", "accept", ""),
    ),
}  # fmt: skip


def propose(troupe: Troupe, today: date) -> None:
    """Each member proposes something in turn; the first question is still unanswered."""
    said = PROPOSALS[troupe.head.language]
    for number, (title, why, verb, words) in enumerate(said):
        with on(today - timedelta(days=number + 1)):
            proposal = ItemProposal(
                association=troupe.association, author=troupe.find(str(number)), title=title
            )
            proposal.why = why
            proposal.save()
            services.arrange_itemproposal(proposal, by=proposal.author, new=True)
            answer(troupe, proposal, verb, words)


def answer(troupe: Troupe, proposal: ItemProposal, verb: str, words: str) -> None:
    by = afresh(troupe.head)
    if verb == "postpone":
        services.postpone_itemproposal(proposal, by=by, reason=words)
    elif verb == "decline":
        services.decline_itemproposal(proposal, by=by, reason=words)
    elif verb == "accept":
        own = Meeting.objects.filter(association=troupe.association).plannable()
        meeting = own.order_by("date", "pk").first()
        if meeting:
            services.accept_itemproposal(proposal, by=by, meeting=meeting)


def leave_open(meeting: Meeting) -> None:
    """Of a meeting that is far off only the month is known."""
    Meeting.objects.filter(pk=meeting.pk).update(month_only=True, starts_at=None)
