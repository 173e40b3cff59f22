"""Showing where words were found: marks in the text as it was written, and a piece of it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.languages import fold, fold_in_place

AROUND = 90
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Word:
    """A word as searches compare it; ``places``: where each of its letters was written."""

    folded: str
    places: tuple[int, ...]


def beginning(text: str, most: int) -> str:
    """Its first words in one line, cut between two of them."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def marked(text: str, wanted: Sequence[str]) -> SafeString:
    """Escape the text, with a mark around each beginning of a word that was asked for."""
    text = unicodedata.normalize("NFC", text)
    parts, last = [], 0
    for start, end in hits(text, wanted):
        parts += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    parts.append(escape(text[last:]))
    return mark_safe("".join(parts))  # noqa: S308 -- every piece of the text is escaped above


def excerpt(text: str, wanted: Sequence[str]) -> SafeString:
    """Show a piece of the text around the first hit; from its beginning if there is none."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    first = next(hits(text, wanted), (0, 0))[0]
    start = _gap_before(text, first - AROUND) if first > AROUND else 0
    end = len(text) if len(text) <= start + LONGEST else _gap_before(text, start + LONGEST)
    piece = marked(text[start:end].strip(), wanted)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(f"{before}{piece}{after}")  # noqa: S308 -- dots around what is safe


def hits(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words begin that were asked for: the longest beginning of each."""
    folded = fold_in_place(text)
    if folded is None:
        yield from _slowly(text, wanted)
    elif wanted:
        longest_first = sorted(wanted, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first))
        for found in re.finditer(rf"(?<![^\W_])(?:{pattern})", folded):
            yield found.span()


def _slowly(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Letter by letter: some of them have accents, or are two to those who compare."""
    for word in words_of(text):
        longest = max((len(w) for w in wanted if word.folded.startswith(w)), default=0)
        if longest:
            yield word.places[0], _end(text, word.places[longest - 1])


def words_of(text: str) -> Iterator[Word]:
    """Split the text into the words that searches compare, each letter with its place."""
    letters: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        said = _folded(letter)
        if said is None:
            yield from _word(letters)
            letters = []
        letters += [(part, place) for part in said or ""]
    yield from _word(letters)


def _word(letters: list[tuple[str, int]]) -> Iterator[Word]:
    if letters:
        yield Word("".join(part for part, _ in letters), tuple(p for _, p in letters))


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str | None:
    """The letter as searches compare it: nothing of an accent, None of what parts words."""
    if unicodedata.combining(letter):
        return ""
    return fold(letter) or None


def _end(text: str, place: int) -> int:
    """The end of a letter with its accents."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _gap_before(text: str, place: int) -> int:
    gap = text.rfind(" ", max(0, place - 40), place)
    return gap + 1 if gap >= 0 else place
