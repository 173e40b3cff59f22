"""Papers: what a class, a template and a snapshot become."""

import json
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.utils import translation

from core import pdf
from core.renderer import client
from tests import verapdf

pytestmark = pytest.mark.either
TEMPLATES = Path(__file__).parents[1] / "templates"

MINUTES = {
    "made_at": "2026-11-06T16:00:00+06:00",
    "title": "Так илимдер бирикмесинин отурумунун № 2 ПРОТОКОЛУ",
    "house": ["«№ 5 Токтогул Сатылганов атындагы орто мектеп»"],
    "day": "2026-11-06",
    "place": "Жалал-Абад ш.",
    "stamps": None,
    "parts": [
        {"heading": "КҮН ТАРТИБИ:", "texts": ["1. Билим сапаты жөнүндө. Ң ң Ө ө Ү ү № «»"]}
    ],
    "heads": ["Аты-жөнү", "Кызматы"],
    "rows": [["Абазбек уулу Руслан", "жетекчи"]],
    "signatures": [
        {"post": "Төрага:", "name": "Р.Абазбек уулу"},
        {"post": "Катчы:", "name": "А.С.Жумабекова"},
    ],
}


class Minutes(pdf.Document):
    kind = "minutes"
    template_name = "papers/minutes.html"

    def title(self):
        return self.frozen["title"]

    def data(self):
        return self.subject


@pytest.fixture(autouse=True)
def _templates_of_the_suite(settings):
    options = {**settings.TEMPLATES[0]}
    options["DIRS"] = [*options["DIRS"], TEMPLATES]
    settings.TEMPLATES = [options]


def minutes(language="ky", **changes):
    options = {"code": "K7QD-3MXP", **changes.pop("options", {})}
    return Minutes({**MINUTES, **changes}, language=language, **options)


def text_of(paper, tmp_path, *options):
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper)
    command = ["pdftotext", *options, "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages_of(paper):
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(paper)).pages]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_paper_is_an_archive_paper(language, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(minutes(language).pdf())

    assert verapdf.validate(path, "PDFA-3A") == (True, {})
    # accessible too: all that fails is that it does not call itself so
    assert verapdf.validate(path, "PDFUA-1") == (False, {"5-1": 1})


def test_the_validator_fails_what_is_no_archive_paper(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "plain.pdf")

    passed, failed = verapdf.validate(tmp_path / "plain.pdf")

    assert not passed
    assert failed


def test_kyrgyz_letters_come_from_the_one_embedded_font(tmp_path):
    text = text_of(minutes().pdf(), tmp_path)
    command = ["pdffonts", str(tmp_path / "paper.pdf")]
    fonts = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    rows = fonts.splitlines()[2:]
    assert "Ң ң Ө ө Ү ү № «»" in text
    assert rows
    assert all(
        "Liberation-Serif" in row.replace("LiberationSerif", "Liberation-Serif") for row in rows
    )
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_the_paper_knows_its_language_title_and_time():
    document = pypdf.PdfReader(BytesIO(minutes("ru").pdf()))

    assert document.trailer["/Root"]["/Lang"] == "ru"
    assert document.metadata.title == MINUTES["title"]
    assert document.metadata.creation_date == datetime.fromisoformat(MINUTES["made_at"])


def test_the_snapshot_travels_inside_the_paper():
    document = pypdf.PdfReader(BytesIO(minutes().pdf()))
    (file,) = {
        reference.idnum: reference for reference in document.trailer["/Root"]["/AF"]
    }.values()

    assert document.attachments["minutes.json"] == [pdf.canonical(MINUTES)]
    assert file.get_object()["/AFRelationship"] == "/Data"


def test_the_stored_snapshot_gives_the_same_bytes_as_the_first_print():
    first = minutes()
    stored = json.loads(pdf.canonical(first.frozen))

    again = Minutes(None, language="ky", code="K7QD-3MXP", snapshot=stored)

    assert first.pdf() == again.pdf()
    assert minutes(place="Ош ш.").pdf() != first.pdf()


def test_the_template_follows_the_language_of_the_paper_not_of_the_reader():
    with translation.override("en"):
        assert "6 ноября 2026 г." in minutes("ru").html()
        assert "2026-жылдын 6-ноябры" in minutes("ky").html()
        assert minutes(None).language == "ky"


def test_a_draft_says_so_on_every_page_and_carries_no_data(tmp_path):
    rows = [["Абазбек уулу Руслан", "жетекчи"]] * 60

    for language, word in (("ky", "ДОЛБООР"), ("ru", "ЧЕРНОВИК")):
        options = {"draft": True, "code": ""}
        paper = minutes(language, rows=rows, options=options).pdf()
        assert len(pages_of(paper)) > 1
        assert all(word in page for page in pages_of(paper))
        assert not pypdf.PdfReader(BytesIO(paper)).attachments


def test_a_replaced_version_says_so_on_every_page():
    paper = minutes("ru", options={"replaced": "редакция 2"}).pdf()

    spaced = [page.replace(" ", "") for page in pages_of(paper)]
    assert all("ЗАМЕНЕНО–редакция2" in page for page in spaced)


def test_pages_are_numbered_from_the_second_and_table_heads_repeat():
    pages = pages_of(minutes(rows=[["Абазбек уулу Руслан", "жетекчи"]] * 90).pdf())

    assert len(pages) > 2
    assert all("Аты-жөнү" in page for page in pages)
    assert [f"{number}\n" in page for number, page in enumerate(pages, 1)][1:] == [True] * (
        len(pages) - 1
    )


@pytest.mark.parametrize("count", range(17, 32, 2))
def test_signatures_never_stand_alone(count):
    texts = ["Билим сапаты жөнүндө маалымат эске алынсын."] * count
    pages = pages_of(minutes(parts=[{"heading": "ТОКТОМ:", "texts": texts}], rows=[]).pdf())

    last = next(page for page in pages if "Төрага:" in page)
    assert "эске алынсын" in last
    assert "Катчы:" in last


def test_the_code_and_its_address_are_at_the_foot_of_every_page(settings):
    settings.BASE_URL = "https://birikme.example"
    rows = [["Абазбек уулу Руслан", "жетекчи"]] * 60
    paper = minutes(rows=rows)

    assert paper.check_url() == "https://birikme.example/check/K7QD-3MXP/"
    assert "<svg" in paper.html()
    assert "<title>Текшерүү коду: K7QD-3MXP</title>" in paper.html()
    assert all(
        "https://birikme.example/check/K7QD-3MXP/" in page for page in pages_of(paper.pdf())
    )


def test_a_paper_may_lie_on_its_side_and_have_other_margins():
    class Wide(Minutes):
        page = "landscape"

        def sheet(self):
            return pdf.Sheet(left=20.5, size=12)

    paper = Wide(MINUTES, language="ky")
    box = pypdf.PdfReader(BytesIO(paper.pdf())).pages[0].mediabox

    assert box.width > box.height
    with translation.override("ru"):
        assert "20.5mm" in paper.css()


def test_text_of_people_cannot_become_markup():
    assert "&lt;img src=x&gt;" in minutes(place="<img src=x>").html()


def test_file_names_are_plain():
    assert minutes(title="Үч өңдүү жылдын № 2 ПРОТОКОЛУ / ёлка").filename == (
        "uch-ongduu-zhyldyn-2-protokolu-yolka.pdf"
    )
    assert minutes(title="План 2026–2027").filename == "plan-2026-2027.pdf"
    assert minutes(title="№ «»").filename == "minutes.pdf"
    assert minutes(options={"draft": True}).filename.endswith("-draft.pdf")


def test_equal_data_has_one_digest_and_only_plain_data_is_taken():
    assert pdf.canonical({"б": 1, "а": [None, "ү"]}) == '{"а":[null,"ү"],"б":1}'.encode()
    assert pdf.digest({"a": 1, "b": 2}) == pdf.digest({"b": 2, "a": 1})
    with pytest.raises(TypeError):
        pdf.canonical({"day": datetime.fromisoformat(MINUTES["made_at"])})
    with pytest.raises(ValueError, match="JSON compliant"):
        pdf.canonical({"part": float("nan")})


def test_a_living_paper_reads_its_subject_and_takes_the_present_time():
    class Living(pdf.Document):
        kind = "living"
        template_name = "base_pdf.html"

        def title(self):
            return f"Тизме {self.subject}"

    paper = Living("Ысакова", language="ru")

    assert "<h1>Тизме Ысакова</h1>" in paper.html()
    assert paper.attachments() == []
    assert paper.made_at.microsecond == 0
    assert paper.pdf().startswith(b"%PDF")


def test_versions_name_what_makes_the_bytes():
    client.versions.cache_clear()

    assert pdf.renderer_version().startswith("WeasyPrint 70")
    assert pdf.font_version().startswith("Liberation Serif 2.")
