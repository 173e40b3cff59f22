"""The font of papers: is it there, and does it have every Kyrgyz letter?"""

from __future__ import annotations

import subprocess
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 -- Django's word

FAMILY = "Liberation Serif"
LETTERS = "ҢңӨөҮү"
PACKAGE = "fonts-liberation2"


@cache
def missing_letters(family: str = FAMILY, letters: str = LETTERS) -> str:
    """Return the letters that papers would show in another font, or nothing."""
    if _has(family, letters):
        return ""
    return "".join(letter for letter in letters if not _has(family, letter))


@register("fonts")
def check(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Warn at the start, so that the first paper is not the one to show it."""
    try:
        missing = missing_letters()
    except FileNotFoundError:
        return [Warning("The fonts of papers cannot be checked: no fc-list.", id="core.W002")]
    if not missing:
        return []
    sentence = f"{FAMILY} lacks {missing}: papers would mix two fonts within a word."
    return [Warning(sentence, hint=f"Install the package {PACKAGE}.", id="core.W001")]


def _has(family: str, letters: str) -> bool:
    points = " ".join(f"{ord(letter):x}" for letter in letters)
    command = ["fc-list", f"{family}:charset={points}", "family"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- no words of users
    return family in found.stdout
