"""Addresses of this room: what a reader receives; the preview of letters, in development."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("mon-compte/courriers/", views.Preferences.as_view(), name="preferences"),
    path("courriers/choisir/<str:token>/", views.Choose.as_view(), name="choose"),
    path("courriers/arreter/<str:token>/", views.Stop.as_view(), name="stop"),
    path("letters/", views.Letters.as_view(), name="letters"),
    path("letters/<slug:code>/", views.LetterView.as_view(), name="letter"),
    path("letters/<slug:code>/page/", views.Page.as_view(), name="page"),
]
