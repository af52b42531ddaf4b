"""Doors of a role model's own pages. One page with everything; each of its forms has its own address and its own verb."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import charts
from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.people import consents
from industrielles.people.models import Person

from .. import jobs, policies, verbs
from ..completeness import completeness
from ..forms.profile import DescribeForm, OfferForm, PhotoForm
from ..models import RoleModel
from .directory import portrait_of


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
            self.membership, job=said["job"], branch=said["branch"], level=said["level"], commune=said["commune"],
            by=person_of(self.request))
        messages.success(self.request, _("Thank you! Now say when you are free, and choose whether the public sees your portrait."))
        return HttpResponseRedirect(role_model.get_profile_url())


def person_of(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


class Mine(Door):
    """Base of what acts on one's own profile: found among one's own, else it does not exist."""

    policy = staticmethod(policies.can_describe)
    page = "pool:describe"  # where one comes back to

    @cached_property
    def subject(self) -> RoleModel:
        found = RoleModel.objects.of(self.request.user).select_related("person", "network", "branch", "department", "commune")
        role_model = found.filter(code=self.kwargs["code"]).first()
        if role_model is None:
            raise Http404
        return role_model

    def get_refused_url(self) -> str:
        return reverse(self.page, args=[self.subject.code])

    def back(self, words: str) -> HttpResponse:
        """The page again, with what was done."""
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse(self.page, args=[self.subject.code]))


class Section(Mine, FormDoor, FormView):
    """A form among those of a page; when it does not pass, the whole page comes back with it."""

    section = ""

    def forms(self) -> dict[str, Any]:
        """The forms of the page, as they are before anybody types: name -> what makes it."""
        raise NotImplementedError

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        sent = context.pop("form", None)
        made = {name: sent if sent is not None and name == f"{self.section}_form" else make() for name, make in self.forms().items()}
        return super().get_context_data(
            form=sent if sent is not None else made[f"{self.section}_form"], role_model=self.subject, **made, **context)


class ProfileSection(Section):
    """A form of the page “my profile”: her job, what she offers, her photo, what the public sees."""

    template_name = "pool/profile.html"

    def forms(self) -> dict[str, Any]:
        return {"describe_form": lambda: DescribeForm(instance=self.subject), "photo_form": PhotoForm}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        role_model = self.subject
        return super().get_context_data(
            completeness=completeness(role_model),
            consent=consents.text(consents.Purpose.DIRECTORY),
            photo_consent=consents.text(consents.Purpose.PHOTO),
            titles=jobs.titles(role_model.form),
            in_form=jobs.in_form(role_model.job, role_model.form),
            map=charts.reach(
                role_model.latitude, role_model.longitude, role_model.radius_km, role_model.department_id, town=role_model.commune.name
            ) if role_model.is_located and role_model.commune else None,
            **context,
        )


class Describe(ProfileSection):
    """What she says of her job and of what she offers."""

    section = "describe"
    form_class = DescribeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.subject}

    def form_valid(self, form: DescribeForm) -> HttpResponse:
        verbs.describe(self.subject, fields=form.cleaned_data, by=person_of(self.request))
        return self.back(_("Saved."))


class AddPhoto(ProfileSection):
    """Her photo."""

    section = "photo"
    form_class = PhotoForm

    def form_valid(self, form: PhotoForm) -> HttpResponse:
        verbs.add_photo(self.subject, file=form.cleaned_data["photo"], by=person_of(self.request))
        return self.back(_("Your photo is in place."))


class Act(Mine, View):
    """Base of the buttons of the profile: a POST, one verb."""

    http_method_names = ("post",)

    def act(self, role_model: RoleModel, by: Person) -> str:
        """Calls the verb; says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.back(self.act(self.subject, person_of(request)))


class RemovePhoto(Act):
    """No photo any more."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.remove_photo(role_model, by=by)
        return _("Your photo is erased.")


class ShowPhoto(Act):
    """Her consent to her photo."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.show_photo(role_model, by=by)
        return _("Your photo is shown with your portrait.")


class HidePhoto(Act):
    """Her drawing instead of her photo."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.hide_photo(role_model, by=by)
        return _("Your photo is shown no more.")


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


class Confirm(Act):
    """Her profile is still true."""

    def act(self, role_model: RoleModel, by: Person) -> str:
        back = role_model.archived_on is not None
        verbs.confirm(role_model, by=by)
        return _("Welcome back: you may be invited again.") if back else _("Thank you: we ask you again in a year.")


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
    """Her portrait as the public would see it: the same template, given the same things."""

    template_name = "pool/portrait.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**portrait_of(self.subject), preview=True, **context)
