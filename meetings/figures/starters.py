"""The questions most associations put on their agendas, by the meetings of a year."""

from dataclasses import dataclass
from datetime import date

from meetings.models import AgendaItem

KINDS = AgendaItem.Kind


@dataclass(frozen=True, slots=True)
class Starter:
    """A usual question. Agendas are papers: their words are the paper's, not the screen's."""

    key: str
    kind: str
    ky: str
    ru: str

    def title_in(self, language: str) -> str:
        return self.ru if language == "ru" else self.ky


FIRST = Starter(
    "previous",
    KINDS.CONTROL,
    "Мурунку токтомдордун аткарылышы жөнүндө",
    "О выполнении решений предыдущего заседания",
)

# Quarter 5 is the end of the year, after the last lessons.
BY_QUARTER = {
    1: (
        Starter("last-year", KINDS.REPORT,
                "Өткөн окуу жылындагы ишти талдоо жана жаңы окуу жылынын милдеттери жөнүндө",
                "Об анализе работы за прошлый учебный год и задачах на новый учебный год"),
        Starter("plan", KINDS.DISCUSSION,
                "Усулдук бирикменин жылдык иш планы жөнүндө",
                "О плане работы методического объединения на учебный год"),
        Starter("ktp", KINDS.DISCUSSION,
                "Календардык-тематикалык пландарды кароо жөнүндө",
                "О рассмотрении календарно-тематических планов"),
        Starter("loads", KINDS.INFORMATION,
                "Мугалимдердин окуу жүктөмү жөнүндө",
                "Об учебной нагрузке учителей"),
        Starter("self-education", KINDS.DISCUSSION,
                "Өз алдынча билим алуу темаларын бекитүү жөнүндө",
                "Об утверждении тем самообразования"),
        Starter("entry-control", KINDS.DISCUSSION,
                "Кириш текшерүү иштерин өткөрүү жөнүндө",
                "О проведении входного контроля знаний учащихся"),
    ),
    2: (
        Starter("quarter", KINDS.REPORT,
                "Чейректин жыйынтыгы жана билим сапаты жөнүндө",
                "Об итогах четверти и качестве знаний"),
        Starter("open-lessons", KINDS.DISCUSSION,
                "Ачык сабактар жана өз ара сабакка катышуу жөнүндө",
                "Об открытых уроках и взаимопосещении"),
        Starter("young", KINDS.REPORT,
                "Жаш мугалимдердин иши, насаатчылардын маалыматы тууралуу",
                "О работе молодых учителей и отчётах наставников"),
        Starter("week", KINDS.DISCUSSION,
                "Предметтик жумалыкты өткөрүү планы жөнүндө",
                "О плане проведения предметной недели"),
    ),
    3: (
        Starter("half-year", KINDS.REPORT,
                "Биринчи жарым жылдыктын жыйынтыгы жөнүндө",
                "Об итогах первого полугодия"),
        Starter("olympiad", KINDS.REPORT,
                "Олимпиаданын мектептик жана райондук турларынын жыйынтыгы жөнүндө",
                "О результатах школьного и районного туров олимпиады"),
        Starter("decade", KINDS.DISCUSSION,
                "Предметтик декаданы өткөрүү жөнүндө",
                "О проведении предметной декады"),
    ),
    4: (
        Starter("experience", KINDS.DISCUSSION,
                "Иш тажрыйбасын жалпылоо жана жайылтуу жөнүндө",
                "Об обобщении и распространении опыта работы"),
        Starter("exams", KINDS.DISCUSSION,
                "Жыйынтыктоочу аттестациянын материалдары жөнүндө",
                "О материалах итоговой аттестации"),
    ),
    5: (
        Starter("year", KINDS.REPORT,
                "Усулдук бирикменин бир жылдык ишинин жыйынтыгы жөнүндө",
                "Об итогах работы методического объединения за год"),
        Starter("reports", KINDS.REPORT,
                "Мугалимдердин чыгармачылык отчеттору жөнүндө",
                "О творческих отчётах учителей"),
        Starter("next-year", KINDS.DISCUSSION,
                "Кийинки окуу жылынын иш планынын долбоору жөнүндө",
                "О проекте плана работы на следующий учебный год"),
        Starter("head", KINDS.ELECTION,
                "Усулдук бирикменин жетекчисин шайлоо жөнүндө",
                "О выборах руководителя методического объединения"),
    ),
}  # fmt: skip
QUARTER_OF_MONTH = {1: 3, 2: 3, 3: 4, 4: 4, 5: 5, 6: 5, 7: 5, 8: 1, 9: 1, 10: 1, 11: 2, 12: 2}

STARTERS = {
    starter.key: starter for starter in [FIRST, *(s for q in BY_QUARTER.values() for s in q)]
}


def usual_questions(day: date) -> list[Starter]:
    """The questions of that part of the year; how the last resolutions fared comes first."""
    return [FIRST, *BY_QUARTER[QUARTER_OF_MONTH[day.month]]]
