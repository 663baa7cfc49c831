"""The addresses of the app."""

from django.urls import path

from plain import views  # type: ignore[import-not-found]  # web finds it in the app's folder

urlpatterns = [
    path("", views.hello),
    path("form/", views.form),
    path("own/", views.own),
    path("missing/", views.missing),
    path("refused/", views.refused),
    path("broken/", views.broken),
    path("table.csv", views.table),
    path("drawing.svg", views.drawing),
    path("uploaded.html", views.uploaded),
    path("away/", views.away),
    path("members/", views.for_members),
]
