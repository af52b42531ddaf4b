"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from .views import news, outside, people

app_name = "members"
ISSUE = "coordination/nouvelles/<str:code>/"
urlpatterns = [
    path("coordination/membres/", people.Members.as_view(), name="members"),
    path("coordination/membres/exporter/", people.ExportMembers.as_view(), name="export"),
    path("coordination/membres/vues/", people.Views.as_view(), name="views"),
    path("coordination/membres/vues/garder/", people.Keep.as_view(), name="keep"),
    path("coordination/membres/vues/<str:code>/", people.EditView.as_view(), name="edit_view"),
    path("coordination/membres/vues/<str:code>/oublier/", people.DropView.as_view(), name="drop_view"),
    path("coordination/nouvelles/", news.Issues.as_view(), name="issues"),
    path("coordination/nouvelles/ecrire/", news.Compose.as_view(), name="compose"),
    path(ISSUE, news.OneIssuePage.as_view(), name="issue"),
    path(f"{ISSUE}modifier/", news.Edit.as_view(), name="edit"),
    path(f"{ISSUE}apercu/", news.Preview.as_view(), name="preview"),
    path(f"{ISSUE}essai/", news.TryOut.as_view(), name="try_out"),
    path(f"{ISSUE}envoyer/", news.Send.as_view(), name="send"),
    path(f"{ISSUE}arreter/", news.Stop.as_view(), name="stop"),
    path(f"{ISSUE}jeter/", news.Discard.as_view(), name="discard"),
    path("nouvelles/", outside.Subscribe.as_view(), name="subscribe"),
    path("nouvelles/confirmer/<str:token>/", outside.Confirm.as_view(), name="confirm"),
    path("reseaux/<slug:slug>/nouvelles/", outside.Subscribe.as_view(), name="subscribe_to"),
]
