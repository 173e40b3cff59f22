"""The analysis sheet every school begins with (documents of schools): ten things to look at."""

from lessons.models import SheetCriterion, SheetTemplate, VisitKind

# Ky, ru: headings that analyses of lessons in both languages have in common.
CRITERIA = (
    ("Сабактын максатынын тактыгы", "Чёткость цели урока"),
    ("Сабактын мазмуну, илимийлиги", "Содержание урока, его научность"),
    ("Окутуунун усулдары жана ыкмалары", "Методы и приёмы обучения"),
    ("Окуучулардын активдүүлүгү", "Активность учащихся"),
    (
        "Жекече (дифференцирленген) иш",
        "Индивидуальная (дифференцированная) работа",
    ),
    ("Баалоо (формативдик баалоо)", "Оценивание (формативное оценивание)"),
    ("Убакытты пайдалануу", "Использование времени"),
    ("Сабактын жабдылышы жана техника", "Оснащение урока и техника"),
    ("Сабактын жыйынтыгы, үй тапшырма", "Итог урока, домашнее задание"),
    ("Сабактын тарбиялык таасири", "Воспитательное воздействие урока"),
)
# Who helps a beginner writes words and gives no points.
IN_WORDS = frozenset({VisitKind.NOVICE, VisitKind.MENTOR})


def usual_criteria(template: SheetTemplate) -> list[SheetCriterion]:
    """The lines of the first version, not saved yet."""
    scored = template.kind not in IN_WORDS
    return [
        SheetCriterion(
            template=template,
            school_id=template.school_id,
            position=number,
            text_ky=ky,
            text_ru=ru,
            scored=scored,
        )
        for number, (ky, ru) in enumerate(CRITERIA, start=1)
    ]
