"""Sign-in and sign-up with django-allauth. A sign-in that ends here also ends on the router."""

from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from courant_web import paths
from courant_web.accounts import grants, known, network, people
from courant_web.accounts.patience import NETWORK, PAIR, Patience, TooSoon, Who, in_words
from courant_web.environment import configured
from courant_web.models import User
from courant_web.upstream.state import site

patience = Patience()
"""The failed sign-ins at this process."""
WRONG = "The name or password is wrong."


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """This site's answers to the questions that allauth asks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody can create an account (COURANT_SIGNUP)."""
        return bool(configured().signup)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user with these credentials; raises ValidationError for whoever has to wait before another try."""
        whos = _whos(request, str(credentials.get("username") or credentials.get("email") or ""))
        try:
            patience.begin(whos, monotonic())
        except TooSoon as soon:
            words = f"Too many attempts. Try again in {in_words(soon.seconds)}."
            raise ValidationError(words, "too_many_login_attempts") from soon
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            patience.succeed(whos)
        return user

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """The answer to a sign-in: back to the page, with a cookie that says that this browser is the user's."""
        response: HttpResponse = super().post_login(request, user, **more)
        known.remember(request, response, user)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Whether people may be sent there after a sign-in: to paths on this site only."""
        return url is not None and paths.is_ours(url)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """End the session and its grant in one transaction."""
        grants.withdraw_session(request.session.session_key)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Set a new password, which signs the user out everywhere."""
        people.set_password(user, password)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link for the mail. It uses COURANT_SITE_URL and ignores the Host that the request named."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{configured().site_url}{path}"

    def format_email_subject(self, subject: str) -> str:
        """The subject of a mail, with the name of the site as it is now."""
        return f"{site.name}: {subject}"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show no message: the top of each page already shows who is signed in."""


def _whos(request: HttpRequest, login: str) -> tuple[Who, ...]:
    """For whom a failure counts: the owner's browser for itself, others for their network and with the account."""
    account = known.account(login)  # as long for a long name as for a short one
    if browser := known.browser(request, login):
        return ((PAIR, (browser, account)),)
    source = network.of_address(str(request.META.get("REMOTE_ADDR") or ""))
    return (PAIR, (source, account)), (NETWORK, source)
