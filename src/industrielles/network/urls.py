"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from .views import decisions, faces, looks, networks, organisations, proposals, steps

app_name = "network"
ONE, PROPOSAL = "coordination/reseaux/<slug:slug>/", "coordination/propositions/<str:code>/"
DECISION, MEMBER = "coordination/decisions/<str:code>/", "coordination/voir/<slug:slug>/<str:code>/"
ORGANISATION = "coordination/organismes/<str:code>/"
urlpatterns = [
    path("reseaux/", faces.Faces.as_view(), name="faces"),
    path("reseaux/proposer/", proposals.Propose.as_view(), name="propose"),
    path("reseaux/proposer/merci/", proposals.Proposed.as_view(), name="proposed"),
    path("reseaux/proposer/confirmer/<token>/", proposals.Confirm.as_view(), name="confirm"),
    path("reseaux/proposer/repondre/<token>/", proposals.Reply.as_view(), name="reply"),
    path("reseaux/couleurs/<str:name>.css", faces.Colours.as_view(), name="colours"),
    path("reseaux/<slug:slug>/", faces.Face.as_view(), name="face"),
    path("reseaux/<slug:slug>/logo/", faces.Logo.as_view(), name="logo"),
    path("reseaux/<slug:slug>/ecrire/", faces.Write.as_view(), name="write_to"),
    path("coordination/reseaux/", networks.Networks.as_view(), name="networks"),
    path("coordination/fonder/", networks.Found.as_view(), name="found"),
    path(ONE, networks.Describe.as_view(), name="describe"),
    path(f"{ONE}coordinatrice/", networks.Welcome.as_view(), name="welcome"),
    path(f"{ONE}presentation/", networks.Present.as_view(), name="present"),
    path(f"{ONE}logo/", networks.AddLogo.as_view(), name="add_logo"),
    path(f"{ONE}logo/retirer/", networks.RemoveLogo.as_view(), name="remove_logo"),
    path(f"{ONE}deplacer/", decisions.Move.as_view(), name="move"),
    path(f"{ONE}fermer/", decisions.End.as_view(), name="end"),
    path("coordination/propositions/", proposals.Proposals.as_view(), name="proposals"),
    path(PROPOSAL, proposals.Read.as_view(), name="proposal"),
    path(f"{PROPOSAL}accepter/", proposals.Approve.as_view(), name="approve"),
    path(f"{PROPOSAL}demander/", proposals.Inquire.as_view(), name="inquire"),
    path(f"{PROPOSAL}refuser/", proposals.Decline.as_view(), name="decline"),
    path("coordination/decisions/", decisions.Decisions.as_view(), name="decisions"),
    path(DECISION, decisions.Read.as_view(), name="decision"),
    path(f"{DECISION}confirmer/", decisions.Second.as_view(), name="second"),
    path(f"{DECISION}attester/", steps.Vouch.as_view(), name="vouch"),
    path("entrer/etape/perdue/", steps.LostStep.as_view(), name="lost_step"),
    path("entrer/etape/perdue/arreter/<token>/", steps.StopStep.as_view(), name="stop_step"),
    path(f"{DECISION}ecarter/", decisions.SetAside.as_view(), name="set_aside"),
    path(MEMBER, looks.Look.as_view(), name="look"),
    path("revenir/", looks.ComeBack.as_view(), name="come_back"),
    path("mes-reseaux/regards/", looks.Looks.as_view(), name="looks"),
    path("coordination/organismes/", organisations.Organisations.as_view(), name="organisations"),
    path("coordination/organismes/ajouter/", organisations.Know.as_view(), name="know"),
    path("coordination/organismes/declarations/", organisations.Declarations.as_view(), name="declarations"),
    path("coordination/organismes/declarations/<str:code>/", organisations.Qualify.as_view(), name="qualify"),
    path(ORGANISATION, organisations.Amend.as_view(), name="organisation"),
    path(f"{ORGANISATION}referente/", organisations.NameReferent.as_view(), name="name_referent"),
    path(f"{ORGANISATION}referente/<str:referent>/fin/", organisations.EndReferent.as_view(), name="end_referent"),
    path(f"{ORGANISATION}logo/", organisations.ShowLogo.as_view(), name="show_logo"),
    path(f"{ORGANISATION}logo/retirer/", organisations.HideLogo.as_view(), name="hide_logo"),
    path(f"{ORGANISATION}reunir/", organisations.Absorb.as_view(), name="absorb"),
    path("mes-reseaux/<slug:slug>/employeur/", organisations.Declare.as_view(), name="declare"),
    path("partenaires/", organisations.Partners.as_view(), name="partners"),
    path("partenaires/<str:code>/logo/", organisations.Logo.as_view(), name="logo_of"),
]
