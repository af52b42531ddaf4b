"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("coordination/reseaux/", views.Networks.as_view(), name="networks"),
    path("coordination/fonder/", views.Found.as_view(), name="found"),
    path("coordination/reseaux/<slug:slug>/", views.Describe.as_view(), name="describe"),
    path("coordination/reseaux/<slug:slug>/coordinatrice/", views.Welcome.as_view(), name="welcome"),
]
