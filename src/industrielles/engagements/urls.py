"""Addresses of this room: asking, following, answering, near you; the coordinator's desk lists its own."""
from __future__ import annotations

from django.urls import include, path

from .views import answers, ask, feed, follow, near, slots, speakers

app_name = "engagements"

FOLLOW, ANSWER = "demandes/suivre/<token>/", "invitations/<token>/"
urlpatterns = [
    path("demander/", ask.Ask.as_view(), name="ask"),
    path("demander/<int:step>/", ask.AskStep.as_view(), name="ask_step"),
    path("demander/pour/<slug:kind>/", speakers.AskSpeaker.as_view(), name="ask_speaker"),
    path("demander/effacer/", ask.ForgetDraft.as_view(), name="forget_draft"),
    path("demander/merci/", ask.Asked.as_view(), name="asked"),
    path("demandes/confirmer/<token>/", follow.Confirm.as_view(), name="confirm"),
    path("demandes/date/<token>/", follow.AnswerDate.as_view(), name="date_answer"),
    path("demandes/lien/", follow.LostLink.as_view(), name="lost_link"),
    path("demandes/confiee/", follow.HandedOver.as_view(), name="handed_over"),
    path(FOLLOW, follow.Follow.as_view(), name="follow"),
    path(f"{FOLLOW}modifier/", follow.Change.as_view(), name="follow_change"),
    path(f"{FOLLOW}dates/", follow.Postpone.as_view(), name="follow_postpone"),
    path(f"{FOLLOW}annuler/", follow.Cancel.as_view(), name="follow_cancel"),
    path(f"{FOLLOW}confier/", follow.HandOver.as_view(), name="follow_hand_over"),
    path(f"{FOLLOW}accord/", follow.Authorise.as_view(), name="follow_authorise"),
    path(f"{FOLLOW}accord.pdf", follow.AuthorisationForm.as_view(), name="follow_form"),
    path(f"{FOLLOW}visite.ics", follow.FollowCalendar.as_view(), name="follow_calendar"),
    path(f"{FOLLOW}places/", slots.PublishPlaces.as_view(), name="publish_places"),
    path(f"{FOLLOW}places/retirer/", slots.UnpublishPlaces.as_view(), name="unpublish_places"),
    path(f"{FOLLOW}bilan/", follow.FollowReport.as_view(), name="follow_report"),
    path(ANSWER, answers.Answer.as_view(), name="answer"),
    path(f"{ANSWER}autre-date/", answers.Counter.as_view(), name="answer_counter"),
    path(f"{ANSWER}decliner/", answers.Decline.as_view(), name="answer_decline"),
    path(f"{ANSWER}collegue/", answers.PassOn.as_view(), name="answer_pass_on"),
    path(f"{ANSWER}annuler/", answers.Release.as_view(), name="answer_release"),
    path(f"{ANSWER}visite.ics", answers.AnswerCalendar.as_view(), name="answer_calendar"),
    path(f"{ANSWER}bilan/", answers.AnswerReport.as_view(), name="answer_report"),
    path("pres-de-chez-vous/", near.Near.as_view(), name="near"),
    path("pres-de-chez-vous/<code>/", near.PutForward.as_view(), name="put_forward"),
    path("pres-de-chez-vous/<code>/place/", slots.TakePlace.as_view(), name="take_place"),
    path("pres-de-chez-vous/<code>/rendre/", slots.GiveBack.as_view(), name="give_back"),
    path("places-ouvertes/", slots.OpenPlaces.as_view(), name="open_places"),
    path("agenda/<str:key>.ics", feed.Feed.as_view(), name="feed"),
    path("mes-visites/", near.MyVisits.as_view(), name="my_visits"),
    path("coordination/", include("industrielles.engagements.desk_urls")),
]
