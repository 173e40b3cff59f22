"""What a password must be: long, not well known, not one's own name. Nothing else."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import fold
from core.names import BELONGING
from core.pdf import ascii_name

SHORTEST = 12
SHORTEST_OF_LEADERS = 15
LONGEST = 128
OWN_WORD = 4  # shorter words stand in others by chance
MUST_REMAIN = 8  # beside the school's words
PATTERN = 4  # a shorter piece repeated is no password

WORDS = Path(__file__).parent / "data" / "known_passwords.txt"


def shortest_for(user: Any) -> int:
    return SHORTEST_OF_LEADERS if getattr(user, "is_privileged", False) else SHORTEST


class LengthByPostValidator:
    """Twelve characters, fifteen for those who lead the school; no more than 128."""

    def validate(self, password: str, user: Any = None) -> None:
        least = shortest_for(user)
        if len(password) < least:
            raise ValidationError(self._too_short(least), code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(
                _("The password must have at most %(most)d characters.") % {"most": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return self._too_short(SHORTEST)

    def _too_short(self, least: int) -> str:
        return ngettext(
            "The password must have at least %(least)d character. Several words are fine.",
            "The password must have at least %(least)d characters. Several words are fine.",
            least,
        ) % {"least": least}


class KnownPasswordValidator:
    """Not one of the passwords that are tried first, nor such a one with figures around it."""

    def validate(self, password: str, user: Any = None) -> None:
        piece = _unit(_squeezed(password))
        if len(piece) < PATTERN or known() & _readings(password):
            raise ValidationError(self.get_help_text(), code="password_known")

    def get_help_text(self) -> str:
        return _("Words and rows of keys that everybody thinks of first do not protect.")


class OwnWordsValidator:
    """Not the own name or login, in whichever letters, and not just the school's name."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None:
            return
        told = _bare(password)
        if any(word in told for word in _own_words(user)):
            raise ValidationError(
                _("The password must not hold your name or your login."), code="password_own"
            )
        rest = told
        for word in sorted(_school_words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != told and len(rest) < MUST_REMAIN:
            raise ValidationError(
                _("The school's name alone is no password."), code="password_school"
            )

    def get_help_text(self) -> str:
        return _("The password must not hold your name or your login.")


@cache
def known() -> frozenset[str]:
    """Read the lists once: Django's 20,000 and our own in Kyrgyz, Russian and keyboard rows."""
    own = WORDS.read_text(encoding="utf-8").split()
    return frozenset(own) | CommonPasswordValidator().passwords


def _readings(password: str) -> set[str]:
    """The ways in which a guesser would arrive at it."""
    lower = password.casefold()
    bare = _squeezed(password)
    letters = bare.strip("0123456789")
    inner = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)
    found = {lower, bare, letters, inner, re.sub(r"\d", "", bare)}
    found |= {_plain_letters(reading) for reading in found}
    return {_unit(reading) for reading in found if reading} | found - {""}


def _squeezed(password: str) -> str:
    """Without signs; a password of nothing but signs stays as it is."""
    return re.sub(r"[\W_]+", "", password.casefold()) or password


def _plain_letters(text: str) -> str:
    """Read «p@ssw0rd» as it is meant."""
    return text.translate(str.maketrans("@$0134578!", "asoieastbi"))


def _unit(text: str) -> str:
    """The shortest piece whose repetition is the text: «qwerty» of «qwertyqwerty»."""
    size = (text + text).find(text, 1)
    return text[:size]


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def _own_words(user: Any) -> set[str]:
    names = [*user.name_parts("ky"), *user.name_parts("ru"), user.username]
    return _spellings(names)


def _school_words(user: Any) -> set[str]:
    school = user.school
    names = [school.name_ky, school.name_ru, school.short_name_ky, school.short_name_ru]
    return _spellings(names)


def _spellings(names: list[str]) -> set[str]:
    """Each word in its own letters and in Latin ones."""
    words = {word for name in names for word in fold(name).split()}
    latin = {ascii_name(word).replace("-", "") for name in names for word in name.split()}
    return {word for word in words | latin if len(word) >= OWN_WORD} - BELONGING
