"""All signed protocols of a list in one file: exactly those, always the same bytes."""

import hashlib
import re
import subprocess
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_STORED, ZipFile

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from associations import archive
from associations.models import ArchivedDocument, Post
from core import pdf
from core.models import Attachment, FormToken, Progress
from meetings import services
from meetings.documents.inventory import Entry, ProtocolInventory
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Protocol
from tests import factories as make

REGISTER = reverse("meetings:meeting_register")
BUNDLE = reverse("meetings:meeting_register_bundle")


def as_text(html, **order):
    """In place of the renderer: the same order gives the same bytes."""
    return f"%PDF {html} {sorted(order.items())}".encode()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(pdf.client, "render", as_text)
    monkeypatch.setattr(pdf.client, "versions", lambda: {"renderer": "r", "font": "f"})


@pytest.fixture
def sign(head, secretary, django_capture_on_commit_callbacks):
    """Hold and sign a meeting; both signers are put on its list of chairs."""

    def sign(association, number=1, *, meeting=None, **fields):
        meeting = meeting or make.a_ready_meeting(
            association, number=number, status="held", chair=head, secretary=secretary, **fields
        )
        with django_capture_on_commit_callbacks(execute=True):
            services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))
            protocol = meeting.protocols.get(state="signing")
            services.countersign_meeting(meeting, by=secretary, digest=protocol.digest)
        meeting.refresh_from_db()
        protocol.refresh_from_db()
        return protocol

    return sign


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Press the button as this person; the work is done at once."""

    def ask(person, query="", **said):
        client.force_login(person)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{BUNDLE}?{query}", said)

    return ask


@pytest.fixture
def bundle(ask, client):
    """What this person gets, opened."""

    def bundle(person, query=""):
        answer = ask(person, query)
        progress = Progress.objects.get(pk=re.search(r"\d+", answer["Location"])[0])
        assert progress.state == "done", progress.message
        return b"".join(client.get(progress.url))

    return bundle


def names(content):
    return ZipFile(BytesIO(content)).namelist()


def protocols(content):
    return [name for name in names(content) if "protokol-" in name]


def test_the_papers_are_the_filed_ones_with_their_digests(bundle, sign, association, director):
    signed = [sign(association, number) for number in (1, 2)]

    content = bundle(director)

    folder = ZipFile(BytesIO(content))
    assert folder.testzip() is None
    inventory, first, second, manifest = folder.namelist()
    assert inventory == "kol-koyulgan-protokoldordun-tizmesi.pdf"
    assert manifest == "manifest-sha256.txt"
    for name, protocol in zip([first, second], signed, strict=True):
        paper = protocol.paper
        paper.refresh_from_db()
        assert hashlib.sha256(folder.read(name)).hexdigest() == paper.file_digest
    assert folder.read(manifest).decode() == "".join(
        f"{hashlib.sha256(folder.read(name)).hexdigest()}  {name}\n"
        for name in (inventory, first, second)
    )
    assert {info.compress_type for info in folder.infolist()} == {ZIP_STORED}


def test_the_list_is_what_sha256sum_reads(bundle, sign, association, director, tmp_path):
    sign(association)
    ZipFile(BytesIO(bundle(director))).extractall(tmp_path)

    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )

    assert done.returncode == 0, done.stderr


def test_the_same_papers_give_the_same_bytes(bundle, sign, association, director, deputy):
    sign(association)
    sign(association, 2)

    first = bundle(director)
    with time_machine.travel(timezone.now() + timedelta(days=40, hours=5)):
        type(association).objects.update(name_ru="Другое имя")
        deputy.language = "ru"
        deputy.save()
        second = bundle(deputy)

    assert first == second


def test_names_are_plain_and_none_is_given_twice(bundle, sign, school, head, director):
    odd = make.an_association(school, head, name_ky="../Ыры-Өнөр «№1»: С\\a?*", sort_key="a")
    twin = make.an_association(school, head, name_ky="Ыры өнөр (№1) с/а", sort_key="b")
    nameless = make.an_association(school, head, name_ky="音楽")
    day = timezone.localdate()
    for association in (odd, twin, nameless):
        sign(association, 1, date=day)

    found = names(bundle(director))

    assert len(set(found)) == len(found) == 5
    for name in found:
        assert re.fullmatch(r"([a-z0-9-]+/)?[a-z0-9-]+\.(pdf|txt)", name)
    assert f"yry-onor-1-s-a/{day}-protokol-001.pdf" in found
    assert f"association-{nameless.pk}/{day}-protokol-001.pdf" in found


def test_exactly_the_filtered_rows_come(bundle, sign, school, association, head, director):
    other = make.an_association(school, head)
    sign(association)
    sign(other)
    make.a_ready_meeting(association, number=7, status="held")

    assert len(protocols(bundle(director))) == 2
    chosen = protocols(bundle(director, f"association={other.pk}"))
    assert chosen == [name for name in chosen if name.startswith(pdf.ascii_name(other.name_ky))]
    assert len(chosen) == 1


def test_a_replaced_version_is_left_out(bundle, sign, association, head, director):
    first = sign(association)
    meeting = first.meeting
    services.correct_meeting(meeting, by=head, reason="Ката")
    meeting.refresh_from_db()
    assert [name[-7:] for name in protocols(bundle(director))] == ["001.pdf"]  # still in force

    second = sign(association, meeting=meeting)

    content = bundle(director)
    (name,) = protocols(content)
    assert name.endswith("-protokol-001-v2.pdf")
    second.paper.refresh_from_db()
    assert hashlib.sha256(ZipFile(BytesIO(content)).read(name)).hexdigest() == (
        second.paper.file_digest
    )


def test_everybody_gets_what_they_may_see(
    bundle, ask, sign, school, association, head, teacher, stranger, foreigner, client
):
    other = make.an_association(school, head)
    sign(association)
    sign(other, topic="Жашыруун")

    assert len(protocols(bundle(teacher))) == 1
    assert "Жашыруун".encode() not in bundle(teacher)
    for person in (stranger, foreigner):
        answer = ask(person, f"association={other.pk}")
        assert answer["Location"].startswith(REGISTER)
        assert not Progress.objects.filter(by=person).exists()
        text = client.get(answer["Location"]).text
        assert "No protocol in this list has been signed yet." in text


def test_who_was_put_off_meanwhile_gets_nothing(
    sign, association, director, django_capture_on_commit_callbacks
):
    """Whoever was there keeps what was said there: the director was not, and leads no more."""
    meeting = sign(association).meeting
    with django_capture_on_commit_callbacks() as callbacks:
        progress = services.pack_protocols([meeting.pk], by=director)
    Post.objects.filter(person=director).update(until=timezone.localdate() - timedelta(1))

    for callback in callbacks:
        callback()

    progress.refresh_from_db()
    assert progress.state == "failed"
    assert progress.message == "No protocol in this list has been signed yet."
    assert not Attachment.objects.filter(kind="bundle").exists()


def test_without_signed_protocols_nothing_begins(association, director):
    meeting = make.a_ready_meeting(association, number=7, status="held")

    with pytest.raises(ValidationError, match="has been signed yet"):
        services.pack_protocols([meeting.pk], by=director)

    assert not Progress.objects.exists()


def test_a_damaged_paper_is_named_and_nothing_is_handed_out(
    ask, sign, association, director, caplog
):
    sign(association)
    damaged = sign(association, 2)
    damaged.paper.refresh_from_db()
    Path(damaged.paper.file.path).unlink()

    ask(director)

    progress = Progress.objects.get()
    assert progress.state == "failed"
    assert str(association) in progress.message
    assert "№ 2" in progress.message
    assert "damaged or missing" in progress.message
    assert not Attachment.objects.filter(kind="bundle").exists()
    assert "cannot be read" in caplog.text


def test_a_paper_that_was_never_made_is_made_now(
    bundle, sign, association, director, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(archive, "render_paper", SimpleNamespace(enqueue=lambda pk: None))
        paper = sign(association).paper
    assert not ArchivedDocument.objects.get(pk=paper.pk).file

    assert len(protocols(bundle(director))) == 1


def test_pressed_twice_it_is_made_once(ask, sign, association, director):
    sign(association)
    token = FormToken.fresh()

    places = {ask(director, form_token=token)["Location"] for _ in range(2)}

    assert len(places) == 1
    assert Progress.objects.count() == 1


def test_the_button_keeps_the_filter(client, director, association):
    client.force_login(director)

    text = client.get(REGISTER, {"association": association.pk}).text

    (query,) = re.findall(rf'action="{BUNDLE}\?([^"]*)"', text)
    assert QueryDict(unescape(query))["association"] == str(association.pk)
    assert "All signed protocols (ZIP)" in text
    assert client.get(BUNDLE).status_code == 405


def test_fetching_long_texts_does_not_take_a_query_per_name(
    sign, association, director, django_assert_max_num_queries
):
    pks = [sign(association, number).meeting_id for number in (1, 2, 3)]

    with django_assert_max_num_queries(25):
        services.pack_protocols(pks, by=director)

    assert Protocol.objects.count() == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", ["КОЛ КОЮЛГАН ПРОТОКОЛДОРДУН ТИЗМЕСИ", "Текшерүү коду"]),
        ("ru", ["ОПИСЬ ПОДПИСАННЫХ ПРОТОКОЛОВ", "Код проверки"]),
    ],
)
def test_the_inventory_is_a_paper(school, language, words, monkeypatch):
    monkeypatch.undo()
    school.paper_language = language
    day = timezone.localdate()
    long = f"{'tak-ilimder-' * 6}birikmesi/2026-10-12-protokol-001.pdf"
    entry = Entry("1", day, "Так илимдер", "Чейректин жыйынтыгы", long, "ABCD-EFGH-JKLM-NPQR")
    moment = timezone.now()

    prints = [ProtocolInventory(school, [entry] * 3, moment, day).pdf() for _ in range(2)]

    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=prints[0], capture_output=True, check=True
    ).stdout.decode()
    assert prints[0] == prints[1]
    for word in [*words, "Чейректин", "ABCD-EFGH-JKLM-NPQR"]:
        assert word in text
