"""The coordinator's list of newcomers, and the page of one of them."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership, Network
from industrielles.network.policies import runs_some
from industrielles.people.models import Person

from .. import alike, policies
from .. import verbs as joining
from ..forms.desk import DeclineForm, HandForm, WelcomeForm
from ..models import Application

PAGE = 20


class Newcomers(Door, TemplateView):
    """Who waits for a word, those who have waited longest first."""

    policy = staticmethod(runs_some)
    template_name = "joining/desk/newcomers.html"
    request: HttpRequest

    @cached_property
    def subject(self) -> set[int]:
        """The networks she runs (keys), read once for the whole page."""
        return set(Network.objects.run_by(self.request.user).values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me = self.request.user
        waiting = Application.objects.visible_to(me).to_welcome().whole()
        page = Paginator(waiting, PAGE).get_page(self.request.GET.get("page"))
        mine = self.subject
        found = alike.found_for([one for one in page if one.network_id in mine], networks=mine)
        rows = [(one, len(found.get(one.pk, ())), one.network_id in mine) for one in page]
        return super().get_context_data(page=page, rows=rows, several=len(mine) > 1, late=sum(1 for one in page if one.alert), **kwargs)


class OneNewcomer(Door):
    """Base of what is about one newcomer of a network she runs; elsewhere nobody came."""

    policy = staticmethod(policies.can_read)
    request: HttpRequest

    @cached_property
    def subject(self) -> Application:
        one = Application.objects.visible_to(self.request.user).whole().filter(code=self.kwargs["code"]).first()
        if one is None:
            raise Http404
        return one

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("joining:newcomers"))

    def get_refused_url(self) -> str:
        still = Application.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).exists()
        return reverse("joining:newcomer", args=[self.kwargs["code"]]) if still else reverse("joining:newcomers")


class Section(OneNewcomer, FormDoor, FormView):
    """A form of the page; when it does not pass, the whole page comes back with it."""

    template_name = "joining/desk/newcomer.html"
    form_class: type[Any] = WelcomeForm
    section = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        options = {"apart_from": self.subject.network, "person": self.request.user} if self.form_class is HandForm else {}
        return super().get_form_kwargs() | options

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one, me, sent = self.subject, self.request.user, context.pop("form", None)
        mine, waits = policies.can_welcome(me, one), one.status == Application.Status.WAITING
        forms = {"welcome": WelcomeForm(), "decline": DeclineForm(), "hand": HandForm(apart_from=one.network, person=me)}
        if sent is not None:
            forms[self.section] = sent
        ways = {"answers": mine and waits, "takes": one.status == Application.Status.HANDED and policies.can_take(me, one),
                "recalls": one.status == Application.Status.HANDED and mine}
        return super().get_context_data(
            application=one, form=sent, section=self.section, mine=mine, **ways,
            alike=self.like(one) if mine and one.person_id else [],
            **{f"{name}_form": form for name, form in forms.items()}, **context)


    def like(self, one: Application) -> list[alike.Alike]:
        """The people of her networks whom this newcomer may be."""
        networks = set(Network.objects.run_by(self.request.user).values_list("pk", flat=True))
        return alike.found_for([one], networks=networks).get(one.pk, [])


class Newcomer(Section):
    """What she said of herself, whom she looks like, and the three answers."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        journal.note_reading("joining.read_newcomer", one, by=request.user, network_id=one.network_id, person=one.person_id)
        return self.render_to_response(self.get_context_data(form=None))


class Welcome(Section):
    """One tap, and a word."""

    policy = staticmethod(policies.can_welcome)
    section = "welcome"
    http_method_names = ["post"]

    def form_valid(self, form: WelcomeForm) -> HttpResponse:
        joining.welcome(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.back(_("%(name)s is welcomed: a letter tells her.") % {"name": self.subject.full_name})


class Decline(Section):
    """Not here, and why."""

    policy = staticmethod(policies.can_decline)
    form_class = DeclineForm
    section = "decline"
    http_method_names = ["post"]

    def form_valid(self, form: DeclineForm) -> HttpResponse:
        joining.decline(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.back(_("A letter tells %(name)s, with your reason.") % {"name": self.subject.full_name})


class Hand(Section):
    """To another network, if it says yes."""

    policy = staticmethod(policies.can_hand)
    form_class = HandForm
    section = "hand"
    http_method_names = ["post"]

    def form_valid(self, form: HandForm) -> HttpResponse:
        to = form.cleaned_data["to"]
        joining.hand(self.subject, to=to, by=self.request.user)
        return self.back(_("%(network)s is asked to receive %(name)s.") % {"network": to.name, "name": self.subject.full_name})


class Act(OneNewcomer, View):
    """Base of the buttons: a POST, one verb."""

    http_method_names = ["post"]

    def act(self) -> str:
        """Calls the verb; says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.back(self.act())


class Take(Act):
    """The network asked says yes."""

    policy = staticmethod(policies.can_take)

    def act(self) -> str:
        joining.take(self.subject, by=self.request.user)
        return _("She is in your network now: a word of welcome is waited for.")


class GiveBack(Act):
    """The network asked says no, or the first one changes its mind."""

    policy = staticmethod(policies.can_give_back)

    def act(self) -> str:
        joining.give_back(self.subject, by=self.request.user)
        return _("She waits in the first network again.")


class AskMerge(Act):
    """Two accounts that look alike: both addresses are asked."""

    policy = staticmethod(policies.can_welcome)

    def act(self) -> str:
        me, one = self.request.user, self.subject
        there = Membership.objects.visible_to(me).current().filter(person__code=self.kwargs["other"]).select_related("person").first()
        other: Person | None = there.person if there else None
        if other is None or one.person is None:
            raise Http404
        joining.ask_merge(one.person, other, within=one.network, by=me)
        return _("Both addresses have received a letter: the two accounts become one when both say yes.")
