"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "dashboards"
urlpatterns = [
    path("chiffres/", views.FiguresPage.as_view(), name="figures"),
    path("chiffres/donnees/<slug:name>.csv", views.FigureFile.as_view(), name="csv"),
    path("chiffres/methode/", views.Method.as_view(), name="method"),
    path("chiffres/ecritures/", views.Entries.as_view(), name="entries"),
    path("chiffres/objectifs/", views.Targets.as_view(), name="targets"),
]
