"""Addresses of this room: the preview of letters, in development."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("letters/", views.Letters.as_view(), name="letters"),
    path("letters/<slug:code>/", views.LetterView.as_view(), name="letter"),
    path("letters/<slug:code>/page/", views.Page.as_view(), name="page"),
]
