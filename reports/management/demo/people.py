"""Invented people with real-looking names of every form Kyrgyz schools know."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

SURNAMES = """
Абдылдаев Акматов Алымкулов Асанов Байтемиров Бекболотов Бообеков Дөөлөтов Джумалиев
Жакшылыков Жээнбеков Исаков Калматов Карыпбеков Касымов Кожоев Көчкөров Кубатбеков Маматов
Молдобаев Мусаев Назаров Нурматов Орозбаев Осмоналиев Раимбеков Садыков Сатыбалдиев
Султанов Сүйүнбаев Тагаев Темиров Токтогулов Төлөгөнов Турдукулов Үсөнов Чоков Шаршеналиев
Эгембердиев Ырысбеков Эсенов Кадыров Борбиев Өскөнов
""".split()  # noqa: SIM905 -- a list to read, not to punctuate

WOMEN = """
Айнура Айзада Алтынай Асел Бактыгүл Бегимай Венера Гүлбара Гүлзат Гүлмира Жаңыл Жылдыз
Зарина Калыйпа Канышай Кенжегүл Клара Мээрим Назгүл Наргиза Нуржамал Роза Рахат Салтанат
Сайкал Сүйүн Таалайгүл Урия Чолпон Чынара Шайыр Ырыс Элнура Эркингүл Өмүркан Үпөл
""".split()  # noqa: SIM905 -- a list to read, not to punctuate

MEN = """
Азамат Айбек Акылбек Бакыт Болот Данияр Жеңиш Замир Кубаныч Мирлан Нурбек Руслан Сүйүнбек
Тилек Улан Үсөн Чыңгыз Эмил Эрмек Өмүрбек
""".split()  # noqa: SIM905 -- a list to read, not to punctuate

FATHERS = """
Абдыкадыр Асанбек Бакир Болотбек Жумабай Исабек Карыбек Кадыр Мамбет Молдокул Нурлан
Орозбек Сапар Токтогул Тургунбай Үсөн Шаршен Эсенбек Ысак Өмүркул
""".split()  # noqa: SIM905 -- a list to read, not to punctuate

PLAIN = str.maketrans("ңөүҢӨҮ", "ноуНОУ")


@dataclass(frozen=True, slots=True)
class Person:
    """A name in both languages of papers."""

    surname: str
    first: str
    father: str
    surname_ru: str
    father_ru: str

    @property
    def first_ru(self) -> str:
        return self.first.translate(PLAIN)


def written(name: str) -> Person:
    """Read «Фамилия Аты Атасынын аты», where the surname may be «Абазбек уулу»."""
    words = name.split()
    own = 2 if words[1] in {"уулу", "кызы"} else 1
    surname, first = " ".join(words[:own]), words[own]
    father = " ".join(words[own + 1 :])
    return Person(surname, first, father, surname.translate(PLAIN), _russian_father(father))


def _russian_father(father: str) -> str:
    plain = father.translate(PLAIN)
    name, _, ending = plain.partition(" ")
    if not ending:
        return plain
    return f"{name}{'ович' if ending == 'уулу' else 'овна'}"


def people(seed: int) -> Iterator[Person]:
    """Give one invented person after another; four forms of names take turns."""
    dice = Random(seed)  # noqa: S311 -- names, not secrets
    seen: set[tuple[str, str]] = set()
    for number in count():
        woman = dice.random() < 0.72  # noqa: PLR2004 -- as in real schools
        first = dice.choice(WOMEN if woman else MEN)
        person = _named(dice, number % 4, first, woman=woman)
        if (person.surname, first) not in seen:
            seen.add((person.surname, first))
            yield person


def _named(dice: Random, form: int, first: str, *, woman: bool) -> Person:
    surname = dice.choice(SURNAMES) + ("а" if woman else "")
    father = dice.choice(FATHERS)
    of = "кызы" if woman else "уулу"
    if form == 0:
        return written(f"{father} {of} {first}")
    if form == 1:
        return written(f"{surname} {first} {father} {of}")
    if form == 2:  # noqa: PLR2004 -- the form without a patronymic
        return written(f"{surname} {first}")
    vowel = father[-1] in "аеёиоуыэюя"
    ending = ("евна" if woman else "евич") if vowel else ("овна" if woman else "ович")
    return written(f"{surname} {first} {father.rstrip('ь')}{ending}")
