"""The upload gate, before the corpus of ``reliability.md`` G11 in small."""

import hashlib
import resource
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.uploads import DOCX, XLSX, accept
from tests.core.corpus import HONEST, HOSTILE, a_docx, a_pdf, a_png, made


def named(name, data):
    """Make an upload that carries its name past Django's own cleaning."""
    upload = SimpleUploadedFile("a", data)
    upload._name = name
    return upload


@pytest.mark.parametrize("case", HONEST)
def test_honest_files_come_in(case):
    name, data, content_type = HONEST[case]
    upload = named(name, data)

    accepted = accept(upload)

    by_name = {"docx": DOCX, "xlsx": XLSX}.get(name.rsplit(".", 1)[-1])
    assert accepted.content_type == (content_type or by_name)
    assert accepted.name.lower().replace(".jpeg", ".jpg") == name.lower().replace(
        ".jpeg", ".jpg"
    )
    assert accepted.size == len(data)
    assert accepted.digest == hashlib.sha256(data).hexdigest()
    assert accepted.file is upload
    assert upload.read() == data


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_stay_out_with_a_sentence(case):
    upload = named("план.docx", made(case))
    start = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(ValidationError) as refusal:
        accept(upload)

    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("nothing", "empty"),
        ("limit and one", "too_large"),
        ("html", "unknown_type"),
        ("png bomb", "too_many_pixels"),
        ("jpeg bomb", "too_many_pixels"),
        ("png and html", "polyglot"),
        ("jpeg and html", "polyglot"),
        ("pdf and html", "polyglot"),
        ("pdf and zip", "polyglot"),
        ("png and zip", "polyglot"),
        ("locked pdf", "active"),
        ("pdf with a packed script", "active"),
        ("pdf bomb", "bomb"),
        ("docx bomb", "bomb"),
        ("docx of too much", "bomb"),
        ("docx of overlapping entries", "bomb"),
        ("docx of many entries", "bomb"),
        ("docx of 66,000 entries", "bomb"),
        ("some zip", "unknown_type"),
        ("xlsx bomb", "bomb"),
        ("locked docx", "locked"),
        ("docx with a nested zip", "nested"),
        ("docx with macros", "active"),
        ("docx with macros named otherwise", "active"),
        ("docx with entities", "entities"),
        ("docx with wide entities unmarked", "entities"),
        ("docx with late entities", "entities"),
        ("docx with a picture elsewhere", "external"),
        ("docx with a link to a file", "external"),
        ("docx with a link out", "damaged"),
        ("docx with a path", "damaged"),
    ],
)
def test_each_is_refused_for_its_own_reason(case, code):
    with pytest.raises(ValidationError) as refusal:
        accept(named("a", made(case)))

    assert refusal.value.code == code


def test_the_corpus_is_as_large_as_asked():
    assert len(HOSTILE) >= 80
    assert len(HONEST) >= 12


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("протокол № 1.pdf", "протокол № 1.pdf"),
        ("ОТЧЁТ.PDF", "ОТЧЁТ.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Айгүл\\план.pdf", "план.pdf"),
        ("сүрөт.jpg", "сүрөт.pdf"),
        ("invoice.pdf.exe", "invoice.pdf"),
        ("отчет 12.10.2026", "отчет 12.10.2026.pdf"),
        ("cod\u202efdp.exe", "codfdp.pdf"),
        ("a\x00.php", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ('a"b<c>|*?.pdf', "a b c.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("и\u0306.pdf", "й.pdf"),
        ("a\ud800.pdf", "a.pdf"),
        ("\u200b\ufeff.pdf", "file.pdf"),
    ],
)
def test_the_name_is_for_showing_and_without_tricks(given, shown, settings):
    settings.LANGUAGE_CODE = "en"

    assert accept(named(given, a_pdf())).name == shown


@pytest.mark.parametrize(
    "name", ["a" * 300, "ө" * 300, "ө" * 300 + ".pdf", "🙂" * 300 + ".exe"]
)
def test_a_long_name_is_cut_between_letters(name):
    shown = accept(named(name, a_pdf())).name

    assert len(shown.encode()) <= 200
    assert shown.endswith(".pdf")
    assert "\ufffd" not in shown


def test_what_the_sender_says_of_the_type_is_not_believed():
    upload = SimpleUploadedFile("a.html", a_png(), content_type="text/html")

    accepted = accept(upload)

    assert (accepted.content_type, accepted.name) == ("image/png", "a.png")
    assert accept(named("план.xlsx", a_docx())).name == "план.docx"
