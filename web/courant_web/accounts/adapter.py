"""Signing in and up with django-allauth, where a sign-in that ends also ends on the router."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from courant_web.accounts import grants, people
from courant_web.models import User
from courant_web.settings import configured


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """What allauth asks of this site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The user name or the password is wrong.",
        "too_many_login_attempts": "Too many tries. Please wait some minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may make an account (COURANT_SIGNUP)."""
        return bool(configured().signup)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """End the session and its grant, both or neither."""
        grants.withdraw_session(request.session.session_key)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """A new password signs out everywhere."""
        people.set_password(user, password)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail leads to the site's own address, whatever Host the request named."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{configured().site_url}{path}"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of what is plain to see: who is signed in stands at the top of each page."""
