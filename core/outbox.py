"""What people do with letters: send again what did not leave."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.letters import send_letter, send_letters
from core.models import Letter
from core.permissions import can


@transaction.atomic
def resend(letter: Letter, *, by: Any) -> None:
    """Send it again, to the address the person has now. What is being sent is left alone."""
    can(by, "core.resend_letter", letter).enforce()
    if not _put_again(letter, by):
        raise ValidationError(_("This letter is being sent just now."))
    pk = letter.pk
    transaction.on_commit(lambda: send_letter.enqueue(pk, asked=True))


@transaction.atomic
def resend_all(*, by: Any) -> int:
    """Send everything again that did not leave. Returns how many letters that are."""
    can(by, "core.resend_letters").enforce()
    letters = Letter.objects.visible_to(by).resting().select_related("to").order_by("pk")
    again = [letter for letter in letters.defer("body") if _put_again(letter, by)]
    if again:
        transaction.on_commit(send_letters.enqueue)
    return len(again)


def _put_again(letter: Letter, by: Any) -> bool:
    """Let it begin anew, unless somebody has taken it meanwhile."""
    address = letter.to.email or letter.address
    again = {"state": Letter.State.WAITING, "tries": 0, "try_after": None, "error": ""}
    if not Letter.objects.filter(pk=letter.pk).resting().update(address=address, **again):
        return False
    record(by, "resend", letter, address=[letter.address, address])
    return True
