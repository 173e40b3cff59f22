"""The demo's joint meeting of two associations, and the gathering of the heads."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from associations.models import Association, User
from associations.services import council_of
from reports.management.demo.doing import do_tasks
from reports.management.demo.schools import DemoSchool
from reports.management.demo.scripts import ALL, Item, R, Script
from reports.management.demo.story import Troupe, afresh, day_of, on, play

TOGETHER = {
    "ky": Script(
        "Предметтер аралык байланыш", 11, 18, (
            Item(
                "Предметтер аралык байланышты ачык сабактарда чагылдыруу жөнүндө", "head", 20,
                "Эки бирикменин мугалимдери алты теманы бирге окутууга боло турганын айтышты.",
                (("1", "Долбоордук иштерди бирге баалоону сунуштады."),),
                (
                    R("Бирге өткөрүлүүчү сабактардын тизмеси түзүлсүн.", ("head",), (12, 4)),
                    R("Ар бир мугалим бир сабакты кесиптеши менен өткөрсүн.", ALL, (12, 25)),
                ),
            ),
        ),
        room="Окуу залы", hour=15,
    ),
    "ru": Script(
        "Межпредметные связи", 11, 18, (
            Item(
                "О межпредметных связях на открытых уроках", "head", 20,
                "Учителя двух объединений назвали шесть тем, которые можно вести вместе.",
                (("1", "Предложила вместе оценивать проектные работы."),),
                (
                    R("Составить список совместных уроков.", ("head",), (12, 4)),
                    R("Каждому учителю провести один урок с коллегой.", ALL, (12, 25)),
                ),
            ),
        ),
        room="Читальный зал", hour=15,
    ),
}  # fmt: skip

HEADS = {
    "ky": Script(
        "Бирикмелердин жаңы окуу жылындагы иши", 8, 28, (
            Item(
                "Бирикмелердин жылдык пландарынын бирдиктүү түзүлүшү тууралуу", "deputy", 20,
                "Пландын бөлүктөрү, отурумдардын саны жана отчеттордун мөөнөттөрү такталды.",
                (("1", "Отурумдардын күндөрүн алдын ала бөлүштүрүүнү сунуштады."),),
                (
                    R("Жылдык пландар бирдей үлгү менен түзүлсүн.", ALL, (9, 10)),
                    R("Отурумдардын жалпы графиги даярдалсын.", ("secretary",), (9, 12)),
                ),
            ),
        ),
        room="Директордун кабинети",
    ),
    "ru": Script(
        "Работа объединений в новом учебном году", 8, 28, (
            Item(
                "О едином построении годовых планов объединений", "deputy", 20,
                "Уточнены разделы плана, число заседаний и сроки отчётов.",
                (("1", "Предложила заранее распределить дни заседаний."),),
                (
                    R("Составить годовые планы по единому образцу.", ALL, (9, 10)),
                    R("Подготовить общий график заседаний.", ("secretary",), (9, 12)),
                ),
            ),
        ),
        room="Кабинет директора",
    ),
}  # fmt: skip


class Hosts(Troupe):
    """An association that has invited others to meet together with it."""

    def __init__(self, host: Association, guests: Sequence[Association], deputy: User) -> None:
        super().__init__(host, deputy)
        self.partners = guests


class Council(Troupe):
    """The heads; a deputy leads them, the first of them writes."""

    def __init__(self, council: Association, deputy: User, day: date) -> None:
        self.association, self.deputy = council, deputy
        self.members = [row for row in council.members(day) if row != deputy]
        self.head, self.secretary = deputy, self.members[0]


def gather(demo: DemoSchool, unions: Sequence[Association], deputy: User, first: int) -> None:
    """Let the heads gather before the year, and two associations meet together in it."""
    heads, together = HEADS[demo.language], TOGETHER[demo.language]
    today = timezone.localdate()
    with on(date(first, 8, 20)):
        council = council_of(deputy.school, by=afresh(deputy))
    troupe = Council(council, deputy, day_of(heads, first))
    play(troupe, heads, first)
    do_tasks(troupe, today)
    hosts = Hosts(unions[0], unions[1:2], deputy)
    play(hosts, together, first, "sign" if day_of(together, first) < today else "plan")
