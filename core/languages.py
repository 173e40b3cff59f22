"""Words of several languages: which to show, how to sort them, how to find them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

SORT_KEY_LENGTH = 240
"""Room for a stored sort key: 120 letters at two digits each."""

# Letters of neighbours' names that Kyrgyz has not: each sorts as the letter beside it.
_NEIGHBOURS = str.maketrans("қғҳўұәіїєһҗћ", "кгхууаииехжч")
_SEPARATOR = "01"
_UNKNOWN = "99"
_CODES = (
    {digit: str(10 + place) for place, digit in enumerate("0123456789")}
    | {letter: str(20 + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    | {letter: str(50 + place) for place, letter in enumerate(ALPHABET)}
)

# One after another: a table of letters is looked up for each letter of the text, which
# takes forty times as long.
_SAME_TO_SEARCHERS = (("ё", "е"), ("ө", "о"), ("ү", "у"), ("ң", "н"))

# Words with letters that Russian has not; words that Kyrgyz has not, none of them an initial.
_KYRGYZ = re.compile(r"[ңөүҢӨҮ]\w*")
_RUSSIAN = frozenset(
    {"и", "в", "на", "по", "о", "об", "от", "из", "с", "со", "к", "для", "не", "за", "при"}
    | {"что", "как", "до", "или", "во", "без", "их", "его"}
)
_SHORT = re.compile(r"\b\w{1,3}\b(?!\.)")

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2007\u202f\u3000]")
_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc]")
# Nearly every name: letters that stay as they are, one gap between words.
_PLAIN_WORDS = re.compile("[а-яa-z0-9 ]*")
# Letters that stand alone: none of them is an accent of the one before it.
_NO_ACCENTS = re.compile(
    "[\u0000-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e№]*"
)
# Controls but tab and newline, soft hyphen, zero width and direction marks, half
# characters (surrogates), what stands for a picture, and what is no character at all.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)


def by_language(field: str) -> property:
    """Read ``<field>_<language>`` in the reader's language, or in the first that is filled."""

    def read(obj: Any) -> str:
        return first_said(lambda code: getattr(obj, f"{field}_{code}", ""))

    return property(read)


def first_said(words: Callable[[str], str | None]) -> str:
    """The words in the reader's language, or in the first that has any."""
    if wanted := words(translation.get_language() or ""):
        return wanted
    return next(filter(None, (words(code) for code, _ in settings.LANGUAGES)), "")


def spoken(text: str, usual: str) -> str:
    """In which language a text speaks: by its own letters and words; ``usual`` if by none."""
    kyrgyz = len(_KYRGYZ.findall(text))
    russian = sum(word in _RUSSIAN for word in _SHORT.findall(text.lower()))
    if kyrgyz == russian:
        return usual
    return "ky" if kyrgyz > russian else "ru"


def sort_key(text: str) -> str:
    """Return digits whose order, under every collation, is the order of the Kyrgyz alphabet.

    A gap sorts before digits, digits before Latin, Latin before Kyrgyz. Case is ignored:
    equal keys are told apart by whatever the list sorts by next.
    """
    letters = unicodedata.normalize("NFC", text).casefold().translate(_NEIGHBOURS)
    codes = "".join(_code(letter) for letter in letters)
    gaps_once = re.sub(r"(?:\s)+", _SEPARATOR, codes.strip())
    return gaps_once[:SORT_KEY_LENGTH]


def fold(text: str) -> str:
    """Return the words as searches compare them, one space between two.

    Case, accents and punctuation are gone, and ё ө ү ң are found by е о у н.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    plain = _alike(plain)
    if not _PLAIN_WORDS.fullmatch(plain):
        plain = "".join(_searched(letter) for letter in plain)
    return " ".join(plain.split())


def fold_in_place(text: str) -> str | None:
    """Fold letter by letter, each in its place; None if that cannot be done with these."""
    folded = text.casefold()
    if len(folded) != len(text) or not _NO_ACCENTS.fullmatch(text):
        return None
    return _alike(folded)


def _alike(text: str) -> str:
    for letter, other in _SAME_TO_SEARCHERS:
        text = text.replace(letter, other)
    return text


def clean_text(text: str) -> str:
    """Return what was typed or pasted without what no paper and no database can hold."""
    text = _LINE_ENDS.sub("\n", text)
    text = _BULLETS.sub("•", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _code(letter: str) -> str:
    if letter in _CODES:
        return _CODES[letter]
    if unicodedata.category(letter)[0] not in "LN":
        return "" if unicodedata.combining(letter) else " "
    bare = unicodedata.normalize("NFKD", letter)[0]
    return _CODES.get(bare, f"{_UNKNOWN}{ord(letter):07d}")


def _searched(letter: str) -> str:
    if letter.isalnum():
        return letter
    return "" if unicodedata.combining(letter) else " "
