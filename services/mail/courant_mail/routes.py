"""The mail's URL patterns. A POST to `mail/off/` comes from a program that unsubscribes; web makes it a call."""

from courant_kit.wire.routes import serves
from django.urls import path

from courant_mail import contract

urlpatterns = [
    path("mail/", serves(contract.PAGE_INDEX), name="index"),
    path("mail/yours/", serves(contract.PAGE_YOURS), name="yours"),
    path("mail/letters/", serves(contract.PAGE_LETTERS), name="letters"),
    path("mail/letters/<int:id>/", serves(contract.PAGE_ISSUE), name="issue"),
    path("mail/thread/<int:thread>/", serves(contract.PAGE_THREAD), name="thread"),
    path("mail/confirm/<str:token>/", serves(contract.PAGE_CONFIRM), name="confirm"),
    path("mail/off/<str:token>/", serves(contract.PAGE_LEAVE), name="leave"),
]
