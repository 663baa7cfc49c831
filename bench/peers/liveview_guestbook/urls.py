from django.urls import path

from liveview_guestbook.views import guestbook

urlpatterns = [path("", guestbook)]
