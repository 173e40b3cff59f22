"""What people do with letters: send again what did not leave."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.letters import post_after_commit
from core.models import Letter
from core.permissions import can


@transaction.atomic
def resend(letter: Letter, *, by: Any) -> None:
    """Send it again, to the address the person has now. What is being sent is left alone."""
    can(by, "core.resend_letter", letter).enforce()
    address = letter.to.email or letter.address
    again = {"state": Letter.State.WAITING, "tries": 0, "try_after": None, "error": ""}
    if not Letter.objects.filter(pk=letter.pk).resting().update(address=address, **again):
        raise ValidationError(_("This letter is being sent just now."))
    record(by, "resend", letter, address=[letter.address, address])
    post_after_commit(letter)
