"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("entrer/", views.Login.as_view(), name="login"),
    path("entrer/code/", views.Code.as_view(), name="code"),
    path("entrer/cest-moi/<str:token>/", views.Trust.as_view(), name="trust"),
    path("entrer/cle/", views.PasskeyEnter.as_view(), name="passkey"),
    path("entrer/cle/question/", views.PasskeyQuestion.as_view(), name="passkey_question"),
    path("entrer/avec/<slug:provider>/", views.Depart.as_view(), name="depart"),
    path("entrer/avec/<slug:provider>/retour/", views.Return.as_view(), name="return"),
    path("entrer/etape/", views.Step.as_view(), name="step"),
    path("sortir/", views.Leave.as_view(), name="leave"),
    path("mon-compte/", views.Account.as_view(), name="account"),
    path("mon-compte/adresse/", views.Address.as_view(), name="address"),
    path("mon-compte/adresse/code/", views.AddressCode.as_view(), name="address_code"),
    path("mon-compte/adresse/reprendre/<str:token>/", views.UndoAddress.as_view(), name="undo_address"),
    path("mon-compte/securite/", views.Security.as_view(), name="security"),
    path("mon-compte/securite/application/", views.App.as_view(), name="app"),
    path("mon-compte/securite/application/retirer/", views.RemoveApp.as_view(), name="remove_app"),
    path("mon-compte/securite/cle/", views.PasskeyNew.as_view(), name="passkey_new"),
    path("mon-compte/securite/cle/question/", views.PasskeyNewQuestion.as_view(), name="passkey_new_question"),
    path("mon-compte/securite/cle/<str:code>/retirer/", views.RemovePasskey.as_view(), name="remove_passkey"),
    path("mon-compte/securite/codes/", views.RecoveryCodes.as_view(), name="recovery_codes"),
    path("mon-compte/securite/compte/<str:code>/retirer/", views.Unlink.as_view(), name="unlink"),
    path("mon-compte/securite/navigateur/<str:code>/sortir/", views.End.as_view(), name="end"),
    path("mon-compte/securite/navigateurs/sortir/", views.EndOthers.as_view(), name="end_others"),
]
