"""Sign-in and sign-up with django-allauth. A sign-in that ends here also ends on the router."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from courant_web.accounts import grants, people
from courant_web.environment import configured
from courant_web.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """This site's answers to the questions that allauth asks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The user name or password is wrong.",
        "too_many_login_attempts": "Too many attempts. Please wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody can create an account (COURANT_SIGNUP)."""
        return bool(configured().signup)

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

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show no message: the top of each page already shows who is signed in."""
