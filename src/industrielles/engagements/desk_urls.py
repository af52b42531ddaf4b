"""Addresses of the coordinator's desk, below /coordination/."""
from __future__ import annotations

from django.urls import path

from .views import desk, dispatch, lendings, qualify, speakers, telephone, typed

REQUEST = "demandes/<code>/"
INVITATION = f"{REQUEST}invitations/<invitation>/"
urlpatterns = [
    path("", desk.Board.as_view(), name="desk"),
    path("liste/", desk.DeskList.as_view(), name="desk_list"),
    path("calendrier/", desk.DeskCalendar.as_view(), name="desk_calendar"),
    path("export/", desk.Export.as_view(), name="desk_export"),
    path("demandes/nouvelle/", typed.NewRequest.as_view(), name="new_request"),
    path("demandes/nouvelle/<slug:kind>/", speakers.TypeSpeaker.as_view(), name="new_speaker"),
    path(REQUEST, dispatch.Request.as_view(), name="request"),
    path(f"{REQUEST}inviter/", dispatch.Invite.as_view(), name="invite"),
    path(f"{REQUEST}sans-suite/", dispatch.Close.as_view(), name="close"),
    path(f"{REQUEST}rouvrir/", dispatch.Reopen.as_view(), name="reopen"),
    path(f"{REQUEST}compte/", dispatch.Settle.as_view(), name="settle"),
    path(f"{REQUEST}bilan/", dispatch.TellForHer.as_view(), name="tell_for_her"),
    path(f"{REQUEST}dates/", telephone.DatesForHer.as_view(), name="dates_for_her"),
    path(f"{REQUEST}places/", telephone.PlacesForHer.as_view(), name="places_for_her"),
    path(f"{REQUEST}places/retirer/", telephone.EndPlacesForHer.as_view(), name="end_places_for_her"),
    path(f"{REQUEST}annuler/", telephone.CancelForHer.as_view(), name="cancel_for_her"),
    path(f"{REQUEST}etablissement/", qualify.Qualify.as_view(), name="qualify"),
    path(f"{REQUEST}oublier/", telephone.ForgetAsker.as_view(), name="forget_asker"),
    path(f"{REQUEST}preter/", dispatch.AskLending.as_view(), name="lend"),
    path(f"{REQUEST}prets/<lending>/retirer/", dispatch.WithdrawLending.as_view(), name="withdraw_lending"),
    path(f"{INVITATION}retirer/", dispatch.Withdraw.as_view(), name="withdraw"),
    path(f"{INVITATION}choisir/", dispatch.Choose.as_view(), name="choose"),
    path(f"{INVITATION}reponse/", dispatch.AnswerForHer.as_view(), name="answer_for_her"),
    path(f"{INVITATION}annuler/", dispatch.Release.as_view(), name="release"),
    path("prets/<code>/", lendings.AnswerLending.as_view(), name="lending"),
]
