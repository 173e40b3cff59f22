"""A sheet to cut: one slip per person, with login and one-time code."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import School, User
from core import dates
from core.pdf import Document, Sheet, qr

IN_A_ROW = 2


class ActivationSlips(Document):
    """A living paper: the codes stand on it and nowhere else."""

    kind = "activation"
    template_name = "associations/pdf/slips.html"
    styles = ("pdf/paper.css", "associations/pdf/slips.css")
    subject: School

    def __init__(
        self,
        school: School,
        *,
        codes: Sequence[tuple[User, str]],
        good_until: Any,
        language: str | None = None,
    ) -> None:
        super().__init__(school, language=language)
        self.codes = codes
        self.good_until = good_until

    def title(self) -> str:
        return _("Activation codes of %(day)s") % {"day": f"{timezone.localdate():%d.%m.%Y}"}

    def sheet(self) -> Sheet:
        return Sheet(left=12, right=12, top=12, bottom=12, size=10.5)

    def context(self) -> dict[str, Any]:
        slips = [self._slip(person, code) for person, code in self.codes]
        return {
            "school": self.subject.words("name", self.language),
            "address": self._address(),
            "good_until": dates.until(
                timezone.localtime(self.good_until).date(), self.language
            ),
            "rows": [slips[n : n + IN_A_ROW] for n in range(0, len(slips), IN_A_ROW)],
        }

    def _slip(self, person: User, code: str) -> dict[str, Any]:
        address = f"{self._address()}?{urlencode({'login': person.username})}"
        return {
            "name": person.full_name_in(self.language),
            "login": person.username,
            "code": code,
            "qr": qr(address, self._address()),
        }

    def _address(self) -> str:
        return f"{settings.BASE_URL}{reverse('associations:activate')}"
