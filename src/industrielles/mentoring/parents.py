"""What a parent reads of mentoring beside what she or he allowed (settings.PARENTS_READ): how far it is. Nothing of what a child says,
of whom she was proposed, whom she chose or refused: a name comes with the charter, once both said yes."""
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.kit import links
from industrielles.safeguarding.models import Guardian

from . import addresses
from . import verbs as mentoring
from .models import Charter, Mentee, Pair


def under_way(guardian: Guardian) -> list[tuple[str, str]]:
    """(words, address of the charter that waits for this parent or ""), one for each programme her child is in; nothing once she is 18."""
    one = guardian.authorisation
    found = Mentee.objects.live().of(one.person).filter(network=one.network_id)
    return [_where(mentee, guardian) for mentee in found if mentee.is_minor and mentee.status == Mentee.Status.READY]


def _where(mentee: Mentee, guardian: Guardian) -> tuple[str, str]:
    pair = mentee.pairs.whole().order_by("-begun_at", "-pk").first()
    if pair is None:
        return _("We are looking for somebody to accompany your child. Once it is yes on both sides, you read it here and by mail."), ""
    if pair.status == Pair.Status.SIGNING:
        if Charter.Party.PARENT in mentoring.left_to_sign(pair) and mentoring.guardian_of(pair) == guardian:
            return (_("Your child and a mentor both said yes. The charter waits for your signature."),
                    reverse("mentoring:sign_as_parent", args=[links.sign(addresses.CHARTER, pair.code)]))
        return _("Your child and a mentor both said yes. The charter is being signed."), ""
    words = {
        Pair.Status.MEETING: _("The charter is signed. The first meeting takes place with an adult of the programme."),
        Pair.Status.ENDING: _("The mentoring has ended."), Pair.Status.CLOSED: _("The mentoring has ended.")}
    return words.get(Pair.Status(pair.status), _("The mentoring is under way.")), ""
