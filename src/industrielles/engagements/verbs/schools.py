"""Which school of the directory a request is about, when its asker wrote it freely."""
from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person
from industrielles.places.models import Commune, School

from .. import policies
from ..models import Engagement
from ._turns import hold


@transaction.atomic
def qualify(engagement: Engagement, *, school: School | None = None, commune: Commune | None = None, by: Person) -> Engagement:
    """Find the school in the directory, or at least its town: distances are known from then on. The department, and with it the network
    in charge, stays. Raises Refused beside the field that is wrong, or once nobody is looked for."""
    engagement = hold(engagement)
    refuse_unless(policies.can_own(by, engagement))
    if engagement.status not in Engagement.OPEN:
        raise Refused(_("This request can no longer be changed."))
    if school is None and commune is None:
        raise Refused(_("Choose the school in the list, or give its town."), field="school")
    town = school.commune if school else commune
    department = school.department_id if school else commune.department_id  # type: ignore[union-attr]
    if department != engagement.department_id:
        words = _("The request is for a place %(within)s, and this is elsewhere: ask the teacher to send another.")
        raise Refused(words % {"within": engagement.department.within}, field="school" if school else "town")
    place = next((one for one in (school, town) if one is not None and one.latitude is not None), None)
    engagement.school, engagement.school_name = school or engagement.school, str(school) if school else engagement.school_name
    engagement.commune = town
    engagement.latitude, engagement.longitude = (place.latitude, place.longitude) if place else (None, None)
    engagement.save(update_fields=["school", "school_name", "commune", "latitude", "longitude"])
    journal.write("engagements.qualify", engagement, by=by, network_id=engagement.network_id)
    return engagement
