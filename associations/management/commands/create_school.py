"""Opens a real school: asks for what is not given, prints the director's one-time code."""

import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from associations.services import create_school

# argument, field, question, whether it must be there
SCHOOL = [
    ("name-ky", "name_ky", "Full name in Kyrgyz", True),
    ("name-ru", "name_ru", "Full name in Russian", False),
    ("genitive-ky", "genitive_ky", "Name in the genitive, Kyrgyz (… мектебинин)", False),
    ("genitive-ru", "genitive_ru", "Name in the genitive, Russian", False),
    ("place-ky", "place_ky", "Place as papers write it, in Kyrgyz (Нарын ш.)", True),
    ("place-ru", "place_ru", "Place in Russian (г. Нарын)", False),
]
DIRECTOR = [
    ("director-surname", "surname_ky", "Director: surname in Kyrgyz", True),
    ("director-name", "first_name_ky", "Director: first name in Kyrgyz", True),
    ("director-patronymic", "patronymic_ky", "Director: patronymic, if there is one", False),
    ("director-surname-ru", "surname_ru", "Director: surname in Russian", False),
    ("director-name-ru", "first_name_ru", "Director: first name in Russian", False),
    ("director-patronymic-ru", "patronymic_ru", "Director: patronymic in Russian", False),
    ("director-login", "username", "Director: login (empty: made from the name)", False),
]
SEPTEMBER = 9


class Command(BaseCommand):
    help = "Open a school with its school year and its director; ask for what is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        for argument, _field, question, _needed in [*SCHOOL, *DIRECTOR]:
            parser.add_argument(f"--{argument}", help=question)
        parser.add_argument(
            "--paper-language", choices=["ky", "ru"], default="ky", help="Language of papers"
        )
        parser.add_argument("--year", type=int, help="The autumn in which the year began")
        parser.add_argument("--director-since", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--no-input", action="store_true", help="Ask nothing")

    def handle(self, **options: Any) -> None:
        asks = sys.stdin.isatty() and not options["no_input"]
        names = self._fields(SCHOOL, options, asks=asks)
        director = self._fields(DIRECTOR, options, asks=asks)
        names["paper_language"] = options["paper_language"]
        try:
            school, person, code = create_school(
                names,
                director=director,
                first_year=options["year"] or _this_autumn(),
                since=options["director_since"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"\n{school.name_ky}\n")
        self.stdout.write(f"  address  {settings.BASE_URL}")
        self.stdout.write(f"  director {person.full_name_in('ky')}")
        self.stdout.write(f"  login    {person.username}")
        self.stdout.write(f"  code     {code}   (once; then the director chooses a password)")

    def _fields(
        self, wanted: list[tuple[str, str, str, bool]], options: Any, *, asks: bool
    ) -> dict[str, Any]:
        fields = {}
        for argument, field, question, needed in wanted:
            given = options[argument.replace("-", "_")]
            if given is None and asks:
                given = self._ask(question, needed=needed)
            if needed and not given:
                raise CommandError(f"--{argument} is missing: {question}.")
            fields[field] = (given or "").strip()
        return fields

    def _ask(self, question: str, *, needed: bool) -> str:
        while True:
            answer = input(f"{question}{'' if needed else ' [empty]'}: ").strip()
            if answer or not needed:
                return answer


def _this_autumn() -> int:
    today = timezone.localdate()
    return today.year if today.month >= SEPTEMBER else today.year - 1
