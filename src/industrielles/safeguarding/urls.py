"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from .views import desk, parents, public, reports

app_name = "safeguarding"
urlpatterns = [
    path("signaler/", public.Help.as_view(), name="help"),
    path("signaler/recu/", public.Reported.as_view(), name="reported"),
    path("parent/<str:token>/", parents.Parent.as_view(), name="guardian"),
    path("parent/<str:token>/refuser/", parents.Refuse.as_view(), name="refuse"),
    path("parent/<str:token>/retirer/", parents.Revoke.as_view(), name="revoke"),
    path("parent/<str:token>/changer/", parents.ChangePart.as_view(), name="change_part"),
    path("mon-accord/<str:code>/", parents.Assent.as_view(), name="assent"),
    path("coordination/signalements/", reports.Reports.as_view(), name="reports"),
    path("coordination/signalements/<str:code>/", reports.OneReport.as_view(), name="report"),
    path("coordination/signalements/<str:code>/prendre/", reports.Take.as_view(), name="take"),
    path("coordination/signalements/<str:code>/note/", reports.Note.as_view(), name="note"),
    path("coordination/signalements/<str:code>/mise-en-cause/", reports.Accuse.as_view(), name="accuse"),
    path("coordination/signalements/<str:code>/clore/", reports.Close.as_view(), name="close"),
    path("coordination/signalements/<str:code>/retour/", reports.Resume.as_view(), name="resume"),
    path("coordination/habilitations/", desk.Clearances.as_view(), name="clearances"),
    path("coordination/habilitations/<str:code>/retirer/", desk.WithdrawClearance.as_view(), name="withdraw_clearance"),
    path("coordination/autorisations/", desk.Authorisations.as_view(), name="authorisations"),
    path("coordination/reconnaissances/", desk.Recognitions.as_view(), name="recognitions"),
    path("coordination/reconnaissances/<str:code>/", desk.Settle.as_view(), name="settle"),
    path("coordination/exclusions/<str:code>/lever/", desk.Lift.as_view(), name="lift"),
]
