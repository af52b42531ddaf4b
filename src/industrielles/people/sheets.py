"""What this room holds of a person, as she reads it."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet

from . import consents
from .models import AddressChange, Authenticator, Consent, Identity, Passkey, Person, RecoveryCode, SignIn


def sheets(person: Person) -> list[Sheet]:
    """Her account and her consents."""
    facts = (
        (_("e-mail address"), person.email), (_("first name"), person.first_name), (_("last name"), person.last_name),
        (_("telephone"), person.phone),
        (_("gender"), person.get_gender_display()), (_("department"), str(person.department or "")),
        (_("language"), person.get_language_display()), (_("known since"), person.met_at.date()),
        (_("last sign-in"), person.last_login.date() if person.last_login else pgettext("last sign-in", "never")))
    given = Consent.objects.filter(person=person).order_by("pk")
    said = tuple((str(consents.Purpose(one.purpose).label), one.version, one.given_at.date(),
                  one.withdrawn_at.date() if one.withdrawn_at else None, str(one.text)) for one in given)
    return [
        Sheet(pgettext("file name", "account"), _("My account"), (_("what"), _("value")), tuple(
            (what, value or "") for what, value in facts)),
        Sheet(pgettext("file name", "consents"), _("My consents"),
              (_("for what"), _("version"), _("given on"), _("taken back on"), _("text")), said),
        security(person),
    ]


def security(person: Person) -> Sheet:
    """What she signs in with, and where she is signed in; nothing that would open her account."""
    rows: list[tuple[object, ...]] = [
        (_("Application that shows codes"), "", one.added_at.date()) for one in Authenticator.objects.filter(person=person)]
    rows += [(_("Passkey"), one.name, one.added_at.date()) for one in Passkey.objects.filter(person=person)]
    rows += [(_("Account elsewhere"), f"{one.provider} {one.subject}", one.added_at.date())
             for one in Identity.objects.filter(person=person)]
    rows += [(_("Browser signed in"), one.browser, one.started_at.date()) for one in SignIn.objects.of(person)]
    rows += [(_("Address before"), one.old_email, one.changed_at.date())
             for one in AddressChange.objects.filter(person=person).order_by("pk")]
    rows += [(_("Recovery codes left"), RecoveryCode.objects.filter(person=person, used_at=None, works_from=None).count(), None)]
    return Sheet(pgettext("file name", "security"), _("Security"), (_("what"), _("value"), _("since")), tuple(rows))
