"""Doors of a role model's own pages. One page with everything; each of its forms has its own address and its own verb."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.people.models import Person

from .. import policies, verbs
from ..forms.profile import DescribeForm, OffDaysForm, OfferForm, PauseForm, PhotoForm
from ..models import OffDays, RoleModel

ROW = re.compile(r"[0-9]{1,18}")

class Profile(FormDoor, FormView):
    """My profile: the one she has, the choice when she has several, the offer to become a role model when she has none."""

    policy = staticmethod(policies.has_profile)
    template_name = "pool/offer.html"
    form_class = OfferForm

    @cached_property
    def profiles(self) -> list[RoleModel]:
        return list(RoleModel.objects.of(self.request.user).select_related("network").order_by("network__name", "pk"))

    @cached_property
    def membership(self) -> Membership | None:
        """The first of her networks where she is not a role model yet; one that gave her this role goes before."""
        hers = Membership.objects.of(self.request.user).exclude(network__in=[one.network_id for one in self.profiles])
        hers = hers.select_related("network").order_by("started_on", "pk")
        return hers.holding(Role.ROLE_MODEL).first() or hers.first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(self.profiles) == 1:
            return HttpResponseRedirect(self.profiles[0].get_profile_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": RoleModel()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(profiles=self.profiles, membership=self.membership, **context)

    def form_valid(self, form: OfferForm) -> HttpResponse:
        if self.membership is None:
            raise Http404
        said = form.cleaned_data
        role_model = verbs.offer(
            self.membership, job=said["job"], branch=said["branch"], level=said["level"], commune=said["commune"], by=_person(self.request)
        )
        messages.success(self.request, _("Thank you! Now say when you are free, and choose whether the public sees your portrait."))
        return HttpResponseRedirect(role_model.get_profile_url())


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


class Mine(Door):
    """Base of what acts on one's own profile: found among one's own, else it does not exist."""

    policy = staticmethod(policies.can_describe)

    @cached_property
    def subject(self) -> RoleModel:
        found = RoleModel.objects.of(self.request.user).select_related("person", "network", "branch", "department", "commune")
        role_model = found.filter(code=self.kwargs["code"]).first()
        if role_model is None:
            raise Http404
        return role_model

    def get_refused_url(self) -> str:
        return self.subject.get_profile_url()

    def back(self, words: str) -> HttpResponse:
        """The profile again, with what was done."""
        messages.success(self.request, words)
        return HttpResponseRedirect(self.subject.get_profile_url())


class Section(Mine, FormDoor, FormView):
    """A form of the profile page; when it does not pass, the whole page comes back with it."""

    template_name = "pool/profile.html"
    section = ""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        role_model = self.subject
        sent = context.pop("form", None)
        forms: dict[str, Any] = {
            "describe_form": lambda: DescribeForm(instance=role_model),
            "pause_form": PauseForm,
            "off_days_form": OffDaysForm,
            "photo_form": PhotoForm,
        }
        made = {name: sent if sent is not None and name == f"{self.section}_form" else make() for name, make in forms.items()}
        return super().get_context_data(
            form=sent if sent is not None else made["describe_form"],
            role_model=role_model,
            off_days=role_model.off_days.to_come(),
            **made,
            **context,
        )


class Describe(Section):
    """All that she says of herself."""

    section = "describe"
    form_class = DescribeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.subject}

    def form_valid(self, form: DescribeForm) -> HttpResponse:
        verbs.describe(self.subject, fields=form.cleaned_data, by=_person(self.request))
        return self.back(_("Saved."))


class Pause(Section):
    """A rest: nobody invites her before a day."""

    section = "pause"
    form_class = PauseForm

    def form_valid(self, form: PauseForm) -> HttpResponse:
        verbs.pause(self.subject, until=form.cleaned_data["until"], by=_person(self.request))
        return self.back(_("Your profile is paused. Visits you have accepted stay as they are."))


class SetOffDays(Section):
    """Days that are not as usual."""

    section = "off_days"
    form_class = OffDaysForm

    def form_valid(self, form: OffDaysForm) -> HttpResponse:
        said = form.cleaned_data
        verbs.set_off_days(self.subject, starts_on=said["starts_on"], ends_on=said["ends_on"], free=said["free"], by=_person(self.request))
        return self.back(_("Noted."))


class AddPhoto(Section):
    """Her photo."""

    section = "photo"
    form_class = PhotoForm

    def form_valid(self, form: PhotoForm) -> HttpResponse:
        verbs.add_photo(self.subject, file=form.cleaned_data["photo"], by=_person(self.request))
        return self.back(_("Your photo is in place."))


class Act(Mine, View):
    """Base of the buttons of the profile: a POST, one verb."""

    http_method_names = ("post",)

    def act(self, role_model: RoleModel, by: Person) -> str:
        """Calls the verb; says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.back(self.act(self.subject, _person(request)))


class Resume(Act):
    """Back from a pause."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.pause(role_model, until=None, by=by)
        return _("Welcome back: you may be invited again.")


class ClearOffDays(Act):
    """These days are as usual again."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        row = self.request.POST.get("days", "")
        days = OffDays.objects.of(by).filter(role_model=role_model, pk=row).first() if ROW.fullmatch(row) else None
        if days is not None:
            verbs.clear_off_days(days, by=by)
        return _("Removed.")


class RemovePhoto(Act):
    """No photo any more."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.remove_photo(role_model, by=by)
        return _("Your photo is erased.")


class Publish(Act):
    """Her consent to the public directory."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.publish(role_model, by=by)
        return _("Your portrait is public.")


class Unpublish(Act):
    """Out of the public directory."""

    policy = staticmethod(policies.can_unpublish)

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.unpublish(role_model, by=by)
        return _("Your portrait is no longer public.")


class Retire(Act):
    """She stops being a role model."""

    policy = staticmethod(policies.can_retire)

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.retire(role_model, by=by)
        return _("You are no longer a role model. Thank you for every class you met.")

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("pool:profile"))


class Preview(Mine, TemplateView):
    """Her portrait as the public would see it."""

    template_name = "pool/portrait.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(role_model=self.subject, preview=True, **context)
