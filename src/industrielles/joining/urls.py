"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from .views import confirm, frames, links, sheets, steps, welcome

app_name = "joining"
urlpatterns = [
    path("rejoindre/", steps.Join.as_view(), name="join"),
    path("rejoindre/etape/<int:step>/", steps.Step.as_view(), name="step"),
    path("rejoindre/oublier/", steps.ForgetDraft.as_view(), name="forget_draft"),
    path("rejoindre/merci/", steps.Sent.as_view(), name="sent"),
    path("rejoindre/moins-de-18-ans/", steps.Young.as_view(), name="young"),
    path("rejoindre/confirmer/<str:token>/", confirm.Confirm.as_view(), name="confirm"),
    path("rejoindre/refuser/<str:token>/", confirm.Refuse.as_view(), name="refuse"),
    path("rejoindre/refuse/", confirm.Refused.as_view(), name="refused"),
    path("rejoindre/avec/<str:token>/", confirm.Invited.as_view(), name="invited"),
    path("rejoindre/meme-personne/", confirm.MergeAnswered.as_view(), name="merge_answered"),
    path("rejoindre/meme-personne/<str:token>/", confirm.SamePerson.as_view(http_method_names=["get", "head"]), name="merge"),
    path("rejoindre/meme-personne/<str:token>/oui/", confirm.Agree.as_view(), name="agree"),
    path("rejoindre/meme-personne/<str:token>/non/", confirm.Differ.as_view(), name="differ"),
    path("rejoindre/integrer/<str:code>/", frames.Framed.as_view(), name="framed"),
    path("mes-invitations/", links.Links.as_view(), name="links"),
    path("mes-invitations/<str:code>/carre.svg", links.Square.as_view(), name="square"),
    path("mes-invitations/<str:code>/reprendre/", links.Revoke.as_view(), name="revoke"),
    path("coordination/accueil/", welcome.Newcomers.as_view(), name="newcomers"),
    path("coordination/accueil/<str:code>/", welcome.Newcomer.as_view(), name="newcomer"),
    path("coordination/accueil/<str:code>/accueillir/", welcome.Welcome.as_view(), name="welcome"),
    path("coordination/accueil/<str:code>/decliner/", welcome.Decline.as_view(), name="decline"),
    path("coordination/accueil/<str:code>/orienter/", welcome.Hand.as_view(), name="hand"),
    path("coordination/accueil/<str:code>/recevoir/", welcome.Take.as_view(), name="take"),
    path("coordination/accueil/<str:code>/rendre/", welcome.GiveBack.as_view(), name="give_back"),
    path("coordination/accueil/<str:code>/meme-personne/<str:other>/", welcome.AskMerge.as_view(), name="ask_merge"),
    path("coordination/importer/", sheets.Imports.as_view(), name="imports"),
    path("coordination/importer/<str:code>/", sheets.Try.as_view(), name="batch"),
    path("coordination/importer/<str:code>/lancer/", sheets.Start.as_view(), name="start"),
    path("coordination/importer/<str:code>/abandonner/", sheets.Drop.as_view(), name="drop"),
    path("coordination/importer/<str:code>/bilan.csv", sheets.Report.as_view(), name="report"),
    path("coordination/integrer/", frames.Frames.as_view(), name="frames"),
    path("coordination/integrer/<str:code>/fermer/", frames.Close.as_view(), name="close"),
]
