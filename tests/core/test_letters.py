"""The outbox: nothing is lost, nothing is sent twice, nobody waits for a mail server."""

import pytest

from core.models import Letter
from core.notifications import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(teacher):
    teacher.email = "teacher@mektep.kg"
    teacher.save()
    return teacher


def test_what_is_urgent_leaves_at_once(reader, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell([reader], lambda: "Returned to you.", about=reader, urgent=True)
        assert not mailoutbox

    letter = Letter.objects.get()
    assert (letter.state, letter.kind, letter.tries) == ("sent", "urgent", 1)
    assert reader.notifications.get().letter == letter
    assert [mail.to for mail in mailoutbox] == [["teacher@mektep.kg"]]
    assert mailoutbox[0].body.endswith(f"{reader.get_absolute_url()}\n")
