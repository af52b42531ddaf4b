"""Nouns: a link by which somebody invites others to join."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person

from ..queries import LinkQuerySet


class Link(models.Model):
    """An invitation to join one network, by a signed address: so many uses, until a day, taken back when its maker wants, over when she
    leaves. Made by who runs the network, it is `of_network`: it goes on without her, and whoever runs it next takes it back."""

    MOST_USES, USUAL_USES = 500, 30
    MOST_DAYS, USUAL_DAYS = 366, 90
    personal = Personal(("made_by", "label"), rule="joining.links")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="links")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    of_network = models.BooleanField(default=False)
    label = models.CharField(_("for whom, or where"), max_length=80, blank=True)
    uses = models.PositiveSmallIntegerField(default=USUAL_USES)
    uses_left = models.PositiveSmallIntegerField(default=USUAL_USES)
    expires_on = models.DateField()  # its last day
    made_at = models.DateTimeField(default=clock.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    came: int  # once asked for
    maker_stays: bool  # once asked for

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="link_uses", condition=Q(uses_left__gte=0, uses_left__lte=models.F("uses"), uses__gte=1)),
        ]
        indexes: ClassVar = [models.Index(fields=["made_by", "made_at"], name="links_of")]

    def __str__(self) -> str:
        return f"link {self.code}"

    @property
    def is_live(self) -> bool:
        """Whether somebody may still come in by it."""
        return self.revoked_at is None and self.expires_on >= clock.today() and self.uses_left > 0 and self.is_backed

    @property
    def is_backed(self) -> bool:
        """Whether somebody still stands behind it: its network, or its maker while she is a member there."""
        if "maker_stays" not in vars(self):
            self.maker_stays = Membership.objects.current_in(self.network).filter(person=self.made_by_id).exists()
        return self.of_network or self.maker_stays
