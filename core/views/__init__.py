"""Pages: list, detail, create, update, action, paper; and the guard before each of them."""

from core.views.actions import ActionFormPage, ActionView
from core.views.errors import csrf_failure, forbidden, not_found, server_error
from core.views.forms import CreatePage, CreateWithin, UpdatePage
from core.views.guard import Guarded, guarded
from core.views.outbox import LetterDetail, LetterList, LetterResend, LetterText, letters_resend
from core.views.papers import DocumentView, attachment
from core.views.progress import ProgressDetail
from core.views.reading import DetailPage, ListPage

__all__ = [
    "ActionFormPage",
    "ActionView",
    "CreatePage",
    "CreateWithin",
    "DetailPage",
    "DocumentView",
    "Guarded",
    "LetterDetail",
    "LetterList",
    "LetterResend",
    "LetterText",
    "ListPage",
    "ProgressDetail",
    "UpdatePage",
    "attachment",
    "csrf_failure",
    "forbidden",
    "guarded",
    "letters_resend",
    "not_found",
    "server_error",
]
