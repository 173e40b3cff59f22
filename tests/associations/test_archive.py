"""The shelf: a paper is filed once and never changes, whoever asks and however."""

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations import archive
from associations.documents import SchoolDocument
from associations.models import ArchivedDocument
from core import audit
from core.pdf import canonical
from core.renderer.client import UnavailableError
from tests import factories as make
from tests.support import triggers_off

TEMPLATES = Path(__file__).parents[1] / "templates"


class Minutes(SchoolDocument):
    """A frozen paper of the suite."""

    kind = "protocol"
    template_name = "papers/minutes.html"

    def title(self):
        return self.frozen["title"]

    def data(self):
        return {
            "made_at": "2026-11-06T16:00:00+06:00",
            "title": "Отурумдун № 2 ПРОТОКОЛУ",
            "house": [str(self.subject.name_ky)],
            "day": "2026-11-06",
            "place": "Нарын ш.",
            "stamps": None,
            "parts": [{"heading": "КҮН ТАРТИБИ:", "texts": ["1. Сапат жөнүндө. Ңң Өө Үү"]}],
            "heads": ["Аты-жөнү"],
            "rows": [["Абазбек уулу Руслан"]],
            "signatures": [{"post": "Төрага:", "name": "Р.Абазбек уулу"}],
            "look": self.look(),
        }


@pytest.fixture(autouse=True)
def _templates_of_the_suite(settings):
    options = {**settings.TEMPLATES[0]}
    options["DIRS"] = [*options["DIRS"], TEMPLATES]
    settings.TEMPLATES = [options]


@pytest.fixture
def file(director, association, school):
    """File a paper about the association, as its service would."""

    def file(**said):
        return archive.file_away(
            Minutes(association, language="ky"),
            **{
                "association": association,
                "year": make.a_year(school),
                "by": director,
                "number": 2,
                **said,
            },
        )

    return file


@pytest.fixture
def pdf_of(monkeypatch):
    """Count renderings without laying anything out."""
    made = []

    def pdf(self):
        made.append(self)
        return b"%PDF " + canonical(self.frozen) + self.replaced.encode()

    monkeypatch.setattr(Minutes, "pdf", pdf)
    monkeypatch.setattr(archive, "renderer_version", lambda: "WeasyPrint 70")
    monkeypatch.setattr(archive, "font_version", lambda: "Liberation Serif 2.1")
    return made


def test_the_snapshot_is_kept_now_and_the_bytes_after_the_commit(
    file, pdf_of, association, director, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        paper = file()
        assert paper.file.name == ""

    paper.refresh_from_db()
    assert json.loads(paper.snapshot)["title"] == paper.title == "Отурумдун № 2 ПРОТОКОЛУ"
    assert paper.digest == hashlib.sha256(paper.snapshot.encode()).hexdigest()
    assert (paper.number, paper.kind, paper.language) == ("2", "protocol", "ky")
    assert paper.template.endswith("Minutes@1")
    assert paper.school == association.school
    assert (paper.renderer, paper.fonts) == ("WeasyPrint 70", "Liberation Serif 2.1")
    assert paper.size == len(archive.paper_bytes(paper))
    assert audit.about(paper).get().changes == {"digest": paper.digest}
    assert len(pdf_of) == 1


def test_the_paper_stays_as_it_was_when_its_subject_and_school_change(
    file, pdf_of, association, school
):
    paper = file()
    type(association).objects.filter(pk=association.pk).update(name_ky="Башка ат")
    type(school).objects.filter(pk=school.pk).update(margin_left=10, heard_ky="УКТУК")

    document = archive.document_of(ArchivedDocument.objects.get(pk=paper.pk))

    assert document.sheet().left == 30
    assert document.words()["heard"] == "УГУЛДУ"
    assert "Башка ат" not in document.html()
    assert document.code == paper.code


def test_without_a_worker_the_paper_is_made_when_it_is_asked_for(file, pdf_of):
    paper = file()

    assert archive.paper_bytes(paper) == archive.paper_bytes(paper)
    assert len(pdf_of) == 1


def test_rendering_twice_keeps_the_first(file, pdf_of):
    paper = file()
    same = ArchivedDocument.objects.get(pk=paper.pk)

    archive.render(paper)
    kept = paper.file.name
    archive.render(same)
    archive.render_paper.func(paper.pk)

    assert same.file.name == kept
    assert archive.paper_bytes(same).startswith(b"%PDF ")


def test_a_real_paper_is_a_pdf_and_is_the_same_twice(file):
    paper = file()

    first = archive.paper_bytes(paper)

    assert first.startswith(b"%PDF-")
    assert list(archive.verify([paper], rendering=True)) == []


def test_a_draft_is_not_filed(association, director, school):
    draft = Minutes(association, language="ky", draft=True)

    with pytest.raises(ValueError, match="draft"):
        archive.file_away(draft, association=association, year=make.a_year(school), by=director)


CHANGES = {
    "snapshot": "{}", "digest": "0", "title": "x", "number": "9", "day": "2020-01-01",
    "code": "AAAA", "template": "x", "language": "ru", "kind": "x",
}  # fmt: skip


def by_update(paper, field):
    ArchivedDocument.objects.filter(pk=paper.pk).update(**{field: CHANGES[field]})


def by_save(paper, field):
    setattr(paper, field, CHANGES[field])
    paper.save()


def by_sql(paper, field):
    table = ArchivedDocument._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {field} = %s WHERE id = %s", [CHANGES[field], paper.pk]
        )


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("change", [by_update, by_save, by_sql])
def test_nothing_of_a_filed_paper_changes(file, field, change):
    paper = file()

    with pytest.raises(DatabaseError), transaction.atomic():
        change(paper, field)

    kept = ArchivedDocument.objects.get(pk=paper.pk)
    assert str(getattr(kept, field)) != CHANGES[field]


def test_a_filed_paper_is_not_removed(file):
    paper = file()

    with pytest.raises(DatabaseError), transaction.atomic():
        ArchivedDocument.objects.filter(pk=paper.pk).delete()

    assert ArchivedDocument.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("field", ["file", "file_digest", "renderer", "fonts"])
def test_the_bytes_are_kept_once(file, pdf_of, field):
    paper = file()
    archive.render(paper)

    with pytest.raises(DatabaseError), transaction.atomic():
        ArchivedDocument.objects.filter(pk=paper.pk).update(**{field: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        ArchivedDocument.objects.filter(pk=paper.pk).update(size=1)


def test_a_replaced_paper_stays_replaced_and_says_so(file, pdf_of, director):
    paper = file()
    archive.replace_paper(paper, by=director)
    archive.replace_paper(paper, by=director)

    assert [entry.verb for entry in audit.about(paper)] == ["replace", "file"]
    assert archive.stamped_bytes(paper).endswith(paper.code.encode())
    assert not archive.paper_bytes(paper).endswith(paper.code.encode())
    with pytest.raises(DatabaseError), transaction.atomic():
        ArchivedDocument.objects.filter(pk=paper.pk).update(state="in_force")


def damage(paper):
    path = Path(paper.file.path)
    path.chmod(0o600)
    path.write_bytes(b"%PDF something else")
    return path


def test_a_damaged_file_is_reported_and_never_handed_out(file, pdf_of, client, director):
    paper = file()
    archive.render(paper)
    kept = archive.paper_bytes(paper)
    path = damage(paper)
    client.force_login(director)

    with pytest.raises(archive.DamagedPaperError):
        archive.paper_bytes(paper)
    page = client.get(paper.get_absolute_url(), follow=True)
    assert "damaged or missing. Tell the operator." in page.content.decode()
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_archive", stderr=StringIO())

    path.unlink()
    assert "file is damaged" in next(archive.verify([paper]))
    path.write_bytes(kept)
    assert list(archive.verify([paper])) == []


def test_a_changed_snapshot_is_noticed(file):
    paper = file()
    with triggers_off(connection):
        ArchivedDocument.objects.filter(pk=paper.pk).update(snapshot='{"title":"x"}')
    paper.refresh_from_db()

    assert "snapshot was changed" in next(archive.verify([paper]))
    with pytest.raises(archive.DamagedPaperError):
        archive.document_of(paper)


def test_other_bytes_at_a_second_rendering_are_noticed(file, pdf_of, monkeypatch):
    paper = file()
    archive.render(paper)
    out = StringIO()

    monkeypatch.setattr(Minutes, "pdf", lambda self: b"%PDF other")
    assert "gives other bytes" in next(archive.verify([paper], rendering=True))
    monkeypatch.setattr(Minutes, "TEMPLATE_VERSION", "2")
    call_command("verify_archive", "--render", stdout=out)
    assert "1 papers are whole." in out.getvalue()


def test_a_paper_that_cannot_be_rendered_again_is_named(file, pdf_of, monkeypatch):
    paper = file()
    archive.render(paper)

    def broken(self):
        raise UnavailableError

    monkeypatch.setattr(Minutes, "pdf", broken)
    assert "cannot be rendered again" in next(archive.verify([paper], rendering=True))


def test_the_page_hands_out_the_filed_bytes_and_knows_them_again(file, pdf_of, client, teacher):
    paper = file()
    client.force_login(teacher)

    answer = client.get(paper.get_absolute_url())
    again = client.get(paper.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})

    assert b"".join(answer) == archive.paper_bytes(paper)
    assert answer["Content-Type"] == "application/pdf"
    assert "inline" in answer["Content-Disposition"]
    assert again.status_code == 304


def test_a_replaced_paper_is_stamped_unless_the_original_is_asked_for(
    file, pdf_of, client, director
):
    paper = file()
    archive.replace_paper(paper, by=director)
    client.force_login(director)

    stamped = b"".join(client.get(paper.get_absolute_url()))
    original = b"".join(client.get(paper.get_absolute_url() + "?original"))

    assert stamped.endswith(paper.code.encode())
    assert original == archive.paper_bytes(paper)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("director", True), ("deputy", True), ("head", True), ("secretary", True),
        ("teacher", True), ("clerk", False), ("stranger", False), ("other_head", False),
        ("foreigner", False),
    ],
)  # fmt: skip
def test_a_paper_is_for_members_and_leaders(request, client, file, pdf_of, who, sees):
    paper = file()
    client.force_login(request.getfixturevalue(who))

    answer = client.get(paper.get_absolute_url())
    shelf = client.get(reverse("associations:archiveddocument_list"))

    assert answer.status_code == (200 if sees else 404)
    assert (paper.title in shelf.content.decode()) == sees


def test_the_shelf_asks_as_many_queries_for_three_as_for_one(
    file, client, director, django_assert_num_queries
):
    shelf = reverse("associations:archiveddocument_list")
    client.force_login(director)
    file()
    client.get(shelf)
    with CaptureQueriesContext(connection) as one:
        client.get(shelf)
    file(number=3)
    file(number=4)

    with django_assert_num_queries(len(one)):
        page = client.get(shelf)

    assert page.content.decode().count("Отурумдун № 2 ПРОТОКОЛУ") == 3


def test_the_shelf_is_narrowed(file, client, director, association, school):
    shelf = reverse("associations:archiveddocument_list")
    client.force_login(director)
    assert "No filed papers here" in client.get(shelf).content.decode()
    file()
    file(number=3, association=None)
    last = file(number=4)

    def found(**said):
        return [row.number for row in client.get(shelf, said).context["archiveddocument_list"]]

    assert found() == ["4", "3", "2"]
    assert found(association=association.pk) == ["4", "2"]
    assert found(q="3") == ["3"]
    assert found(q=last.code.lower()) == ["4"]
    assert found(kind="protocol", year=make.a_year(school).pk) == ["4", "3", "2"]


def test_a_paper_that_is_not_rendered_yet_is_whole(file):
    assert list(archive.verify([file()], rendering=True)) == []
