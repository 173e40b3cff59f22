"""Pages of the own account: signing in and out, the first password, sessions, language."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from associations import figures, services
from associations.figures import accounts as tries
from associations.forms.accounts import (
    ActivateForm,
    ChangePasswordForm,
    OwnCardForm,
    SignInForm,
)
from associations.models import User
from associations.passwords import shortest_for
from core.middleware import PASSWORD_DUE, client_address
from core.views import UpdatePage, guarded

BACKEND = "associations.backends.SchoolBackend"
UNSENT = "associations.unsent"


@login_not_required
@sensitive_post_parameters()
def sign_in(request: HttpRequest, unsent: dict[str, Any] | None = None) -> HttpResponse:
    """Ask who is there. ``unsent`` is a form that came in when nobody was signed in."""
    if unsent is not None:
        kept = signing.dumps(unsent, salt=UNSENT, compress=True)
        return _ask_who(request, SignInForm(initial={"unsent": kept}), ended=True)
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(_wanted(request))
        return _ask_who(request, SignInForm(initial={"next": request.GET.get("next", "")}))
    form = SignInForm(request.POST)
    return _let_in(request, form) if form.is_valid() else _ask_who(request, form)


def _ask_who(request: HttpRequest, form: SignInForm, *, ended: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "ended": ended or "ended" in request.GET,
        "unsent": bool(form["unsent"].value()),
        "demo_accounts": list(figures.demo_accounts()),
    }
    return render(request, "associations/sign_in.html", context)


def _let_in(request: HttpRequest, form: SignInForm) -> HttpResponse:
    said = form.cleaned_data
    if tries.guessed_too_often(said["username"], client_address(request)):
        return locked_out(request)
    person = authenticate(request, username=said["username"], password=said["password"])
    if person is None:
        form.add_error(None, _("The login or the password is wrong."))
        return _ask_who(request, form)
    _open_session(request, person, services.note_sign_in)
    if len(said["password"]) < shortest_for(person):  # a post came after the password
        request.session[PASSWORD_DUE] = True
    return _speaking(person, _send_on(request, said))


def _open_session(request: HttpRequest, person: User, note: Any = None) -> None:
    with transaction.atomic():
        request.session.flush()  # nothing of who was here before, and a clock that begins now
        login(request, person, backend=BACKEND)
        # The same at each sign-in, so that what was typed before can be read again; another
        # one for everybody else, and after a new password.
        secret = salted_hmac("associations.draft", f"{person.pk} {person.password}")
        request.session["draft_key"] = secret.hexdigest()
        if note:
            note(person)


def _send_on(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """To the page that was wanted, or with the text that was not sent."""
    try:
        hours = settings.SESSION_COOKIE_AGE
        unsent = signing.loads(said["unsent"], salt=UNSENT, max_age=hours)
    except signing.BadSignature:
        return redirect(_wanted(request))
    return render(request, "components/unsent.html", {**unsent, "late": True})


def _wanted(request: HttpRequest) -> str:
    """The page the reader came for, if it is one of ours."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure()):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def locked_out(
    request: HttpRequest, response: Any = None, credentials: Any = None
) -> HttpResponse:
    """Too many wrong tries: say how long to wait, the same for every login."""
    account = (credentials or {}).get("username")
    minutes = tries.minutes_to_wait(account, client_address(request))
    page = render(request, "associations/locked_out.html", {"minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(minutes * 60)
    return page


@login_not_required
@sensitive_post_parameters()
def activate(request: HttpRequest) -> HttpResponse:
    """From the slip of paper to an account with a password."""
    if request.method != "POST":
        form = ActivateForm(initial={"username": request.GET.get("login", "")[:60]})
        return render(request, "associations/activate.html", {"form": form})
    form = ActivateForm(request.POST)
    if form.is_valid():
        answer = _try_code(request, form)
        if answer:
            return answer
    return render(request, "associations/activate.html", {"form": form})


def _try_code(request: HttpRequest, form: ActivateForm) -> HttpResponse | None:
    """Every wrong try counts, whoever the login belongs to and whether it exists."""
    said = form.cleaned_data
    credentials = {"username": tries.code_account(said["username"])}
    often = tries.tried_too_often(credentials["username"], tries.CODES_PER_HOUR)
    if often or not AxesProxyHandler.is_allowed(request, credentials):
        return locked_out(request, credentials=None if often else credentials)
    code = services.find_code(said["username"], said["code"])
    if code is None:
        user_login_failed.send(__name__, credentials=credentials, request=request)
        form.add_error(None, _("The login or the code is wrong, or the code is too old."))
        return None
    try:
        with transaction.atomic():
            person = services.activate(code, password=said["new_password"])
            _open_session(request, person)
    except ValidationError as error:
        form.add_error("new_password", error)
        return None
    messages.success(request, _("Welcome! Your password is set; the slip can be thrown away."))
    return _speaking(person, redirect(settings.LOGIN_REDIRECT_URL))


@require_POST
@guarded("associations.view_own_sessions")
def sign_out(request: HttpRequest) -> HttpResponse:
    services.note_sign_out(request.user)
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@require_safe
@guarded("associations.view_own_sessions")
def session_list(request: HttpRequest) -> HttpResponse:
    sessions = figures.own_sessions(request.user, request.session.session_key)
    return render(request, "associations/session_list.html", {"sessions": sessions})


@require_POST
@guarded("associations.view_own_sessions")
def session_end(request: HttpRequest, handle: str) -> HttpResponse:
    if services.end_own_session(request.user, handle=handle):
        messages.success(request, _("That session has ended."))
    return redirect("associations:session_list")


@require_POST
@guarded("associations.view_own_sessions")
def session_end_others(request: HttpRequest) -> HttpResponse:
    services.end_other_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("You are signed in here only now."))
    return redirect("associations:session_list")


@sensitive_post_parameters()
@guarded("associations.change_own_card")
def password_change(request: HttpRequest, unsent: dict[str, Any] | None = None) -> HttpResponse:
    """Choose a new one. ``unsent`` is a form that came in while a new password was due."""
    if unsent is not None:
        kept = signing.dumps(unsent, salt=UNSENT, compress=True)
        return _ask_password(request, ChangePasswordForm(initial={"unsent": kept}))
    wanted = {"next": request.GET.get("next", "")}
    form = ChangePasswordForm(request.POST or None, initial=wanted)
    if request.method == "POST" and form.is_valid() and _change(request, form):
        messages.success(request, _("The new password holds. Other sessions have ended."))
        said = form.cleaned_data
        led = said["next"] or said["unsent"]
        return _send_on(request, said) if led else redirect("associations:own_card")
    return _ask_password(request, form)


def _ask_password(request: HttpRequest, form: ChangePasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "due": request.session.get(PASSWORD_DUE, False),
        "least": shortest_for(request.user),
        "unsent": bool(form["unsent"].value()),
    }
    return render(request, "associations/password_change.html", context)


def _change(request: HttpRequest, form: ChangePasswordForm) -> bool:
    said, me = form.cleaned_data, request.user
    if not authenticate(request, username=me.username, password=said["old_password"]):
        form.add_error("old_password", _("This is not your password."))
        return False
    try:
        with transaction.atomic():
            services.change_password(
                me, password=said["new_password"], session=request.session.session_key
            )
            update_session_auth_hash(request, me)
            request.session.pop(PASSWORD_DUE, None)
    except ValidationError as error:
        form.add_error("new_password", error)
        return False
    return True


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language: by cookie to visitors, for good to who is signed in."""
    response = HttpResponseRedirect(_wanted(request))
    wanted = request.POST.get("language")
    if wanted in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            services.choose_language(request.user, language=wanted)
        _remember_language(response, wanted)
    return response


def _speaking(person: User, response: HttpResponse) -> HttpResponse:
    """The sign-in page speaks the language of who was here last."""
    _remember_language(response, person.language)
    return response


def _remember_language(response: HttpResponse, wanted: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=365 * 24 * 3600,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


class OwnCard(UpdatePage):
    """Contact data and the language of the screen: what everybody keeps about themselves."""

    model = User
    form_class = OwnCardForm
    permission = "associations.change_own_card"
    template_name = "associations/own_card.html"

    def find(self) -> User:
        self.kwargs["pk"] = self.request.user.pk
        return super().find()

    def get_success_url(self) -> str:
        return resolve_url("associations:own_card")
