"""Addresses of this room."""
from __future__ import annotations

from django.urls import path, re_path

from .views import desk, mine, public, umbrella

app_name = "rights"
urlpatterns = [
    path("mon-compte/consentements/", mine.Consents.as_view(), name="consents"),
    path("mon-compte/consentements/donner/", mine.Give.as_view(), name="give"),
    path("mon-compte/consentements/retirer/", mine.TakeBack.as_view(), name="take_back"),
    path("mon-compte/donnees/", mine.MyData.as_view(), name="data"),
    path("mon-compte/donnees/emporter/", mine.TakeAway.as_view(), name="take_away"),
    path("mon-compte/donnees/opposition/", mine.Object.as_view(), name="object"),
    path("mon-compte/effacer/", mine.Erase.as_view(), name="erase"),
    path("donnees/demande/", public.Ask.as_view(), name="ask"),
    path("donnees/demande/envoyee/", public.Asked.as_view(), name="asked"),
    path("donnees/demande/<str:token>/", public.ByLink.as_view(), name="by_link"),
    path("coordination/donnees/", desk.Demands.as_view(), name="demands"),
    path("coordination/donnees/<str:code>/", desk.OneDemand.as_view(), name="demand"),
    path("coordination/donnees/<str:code>/delai/", desk.Delay.as_view(), name="delay"),
    path("coordination/journal/", desk.Journal.as_view(), name="journal"),
    path("coordination/journal/fichier/", desk.JournalFile.as_view(), name="journal_file"),
    path("coordination/journal/protection/", desk.SealedJournal.as_view(), name="sealed_journal"),
    path("coordination/conservation/", umbrella.Retention.as_view(), name="retention"),
    path("coordination/conservation/lever/<int:number>/", umbrella.Lift.as_view(), name="lift"),
    path("coordination/conservation/visa/<str:code>/", umbrella.Visa.as_view(), name="visa"),
    re_path(r"^coordination/conservation/certificat-(?P<code>[0-9A-Z]+)\.(?P<kind>json|pdf)$", umbrella.Certificate.as_view(),
            name="certificate"),
    path("coordination/conservation/<str:rule>/", umbrella.OneRule.as_view(), name="rule"),
    path("coordination/conservation/<str:rule>/suspendre/", umbrella.HoldRule.as_view(), name="hold"),
    path("coordination/registre/", umbrella.Register.as_view(), name="register"),
    re_path(r"^coordination/registre/registre\.(?P<kind>csv|pdf)$", umbrella.RegisterFile.as_view(), name="register_file"),
    path("coordination/registre/sous-traitant/", umbrella.OneProcessor.as_view(), name="add_processor"),
    path("coordination/registre/sous-traitant/<str:code>/", umbrella.OneProcessor.as_view(), name="processor"),
    path("coordination/violations/", umbrella.Breaches.as_view(), name="breaches"),
    path("coordination/violations/ecrire/", umbrella.Write.as_view(), name="write_breach"),
    path("coordination/violations/<str:code>/", umbrella.OneBreach.as_view(), name="breach"),
]
