"""The outbox page: what was sent, what was not and why, and sending it again."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core import audit, letters, outbox
from core.models import Letter
from core.permissions import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    yield
    cache.clear()


@pytest.fixture
def letter(teacher):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    return make.a_letter(teacher, tries=3)


def read(client, person, url):
    client.force_login(person)
    return client.get(url).content.decode()


def test_the_deputy_reads_what_was_not_sent_and_why(client, deputy, letter, foreigner):
    make.a_letter(foreigner, subject="Башка мектептики")

    page = read(client, deputy, reverse("letter_list"))

    assert "teacher@mektep.kg" in page
    assert "not sent" in page
    assert "The mail server does not accept this address." in page
    assert "Башка мектептики" not in page


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("state=sent", {"Жөнөтүлгөн"}),
        ("state=failed", {"Жетпеген"}),
        ("q=teacher", {"Жетпеген"}),
        ("q=абазбек", {"Жөнөтүлгөн"}),
        ("", {"Жөнөтүлгөн", "Жетпеген"}),
    ],
)
def test_the_outbox_is_narrowed(client, deputy, letter, head, wish, shown):
    letter.subject = "Жетпеген"
    letter.save()
    make.a_letter(head, subject="Жөнөтүлгөн", state="sent", error="", address="b@mektep.kg")

    page = read(client, deputy, f"{reverse('letter_list')}?{wish}")

    assert {word for word in ("Жөнөтүлгөн", "Жетпеген") if word in page} == shown


def test_htmx_gets_the_table_alone(client, deputy, letter):
    client.force_login(deputy)

    part = client.get(reverse("letter_list"), headers={"HX-Request": "true"}).content.decode()

    assert "<h1>" not in part
    assert letter.subject in part


def test_a_letter_is_read_whole(client, deputy, letter):
    page = read(client, deputy, letter.get_absolute_url())

    assert letter.body in page
    assert "550 жок" in page
    assert "3 times" in page
    assert "Send again" in page


def test_a_letter_as_text(client, deputy, letter):
    client.force_login(deputy)

    answer = client.get(reverse("letter_text", args=[letter.pk]))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().endswith(letter.body)


def test_a_letter_is_sent_again_to_the_address_of_today(
    client, deputy, letter, teacher, django_capture_on_commit_callbacks
):
    teacher.email = "new@mektep.kg"
    teacher.save()
    client.force_login(deputy)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("letter_resend", args=[letter.pk]))

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.error) == ("sent", 1, "")
    assert mail.outbox[0].to == ["new@mektep.kg"]
    line = audit.about(letter).get()
    assert (line.verb, line.actor) == ("resend", deputy)
    assert line.changes == {"address": ["teacher@mektep.kg", "new@mektep.kg"]}
    assert "Send again" not in read(client, deputy, letter.get_absolute_url())


def test_who_has_mended_the_server_does_not_wait_for_the_clock(
    client, deputy, letter, head, django_capture_on_commit_callbacks
):
    """A moment ago it was down: what nobody asks for is left to the clock."""
    other = make.a_letter(head, address="other@mektep.kg")
    cache.set(letters.DOWN, True, letters.DOWN_FOR)
    client.force_login(deputy)

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("letter_resend", args=[letter.pk]), follow=True)
    assert [sent.to for sent in mail.outbox] == [["teacher@mektep.kg"]]
    assert "1 letter is sent again." in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("letters_resend"))

    other.refresh_from_db()
    assert other.state == "sent"


def test_all_that_did_not_leave_is_sent_again_at_once(
    client, deputy, letter, head, foreigner, django_capture_on_commit_callbacks
):
    others = [make.a_letter(head, address="old@mektep.kg"), make.a_letter(foreigner)]
    sent = make.a_letter(head, state="sent", error="")
    page = read(client, deputy, f"{reverse('letter_list')}?state=failed")
    assert reverse("letters_resend") in page

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("letters_resend"), follow=True)

    assert "2 letters are sent again." in answer.content.decode()
    states = {row.pk: row.state for row in Letter.objects.all()}
    assert states == {
        letter.pk: "sent", others[0].pk: "sent", others[1].pk: "failed", sent.pk: "sent",
    }  # fmt: skip
    assert len(mail.outbox) == 2
    assert audit.about(letter).get().verb == "resend"
    assert not audit.about(sent).exists()
    assert reverse("letters_resend") not in read(client, deputy, reverse("letter_list"))


def test_what_was_sent_or_is_being_sent_is_left_alone(deputy, letter):
    Letter.objects.filter(pk=letter.pk).update(
        state="waiting", error="", try_after=timezone.now()
    )
    with pytest.raises(ValidationError, match="being sent just now"):
        outbox.resend(letter, by=deputy)  # read before somebody took it

    letter.refresh_from_db()
    with pytest.raises(Refused, match="Only what did not leave"):
        outbox.resend(letter, by=deputy)


@pytest.mark.parametrize("who", ["teacher", "head", "clerk"])
def test_others_do_not_see_the_outbox(client, request, letter, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("letter_list")).status_code == 403
    assert client.get(letter.get_absolute_url()).status_code == 403


def test_without_a_server_the_page_says_so(client, deputy, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    page = read(client, deputy, reverse("letter_list"))

    assert "No mail server is set up" in page
    assert "No letters here" in page


def test_many_letters_are_asked_for_at_once(
    client, deputy, letter, django_assert_max_num_queries
):
    for _n in range(20):
        make.a_letter(letter.to)
    client.force_login(deputy)
    client.get(reverse("letter_list"))

    with django_assert_max_num_queries(5):
        client.get(reverse("letter_list"))
