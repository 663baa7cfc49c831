from django.urls import path

from channels_guestbook.views import guestbook

urlpatterns = [path("", guestbook)]
