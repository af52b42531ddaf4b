"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("entrer/", views.Login.as_view(), name="login"),
    path("entrer/code/", views.Code.as_view(), name="code"),
    path("sortir/", views.Leave.as_view(), name="leave"),
    path("mon-compte/", views.Account.as_view(), name="account"),
    path("mon-compte/effacer/", views.Erase.as_view(), name="erase"),
]
