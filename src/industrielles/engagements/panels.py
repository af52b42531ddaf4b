"""Who would make a panel that shows every way into industry: from the workshop to the head of a company, from several territories."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.pool.models import RoleModel

from .models import Engagement

Post, Path = Engagement.Post, RoleModel.Level
POSTS = {Path.CAP: Post.OPERATOR, Path.BAC_PRO: Post.OPERATOR, Path.BTS: Post.TECHNICIAN, Path.BUT: Post.TECHNICIAN}
# In points of a suggestion (out of 100): a way into industry nobody of the panel shows yet weighs more than living next door.
NEW_POST, NEW_TERRITORY = 60, 15
MISSING = {
    Post.OPERATOR: _("an operator or a skilled worker is missing"), Post.TECHNICIAN: _("a technician is missing"),
    Post.EXECUTIVE: _("an engineer or an executive is missing"),
}


def post_of(role_model: RoleModel) -> str:
    """Where she stands at work, as her diploma tells it."""
    return POSTS.get(Path(role_model.level), Post.EXECUTIVE)


def mixed(found: Sequence[Any], *, seats: int, with_: Iterable[RoleModel] = ()) -> list[Any]:
    """These suggestions (`role_model`, `score`), best first, in another order: for each of the `seats` still free the one who adds most
    to a panel with those chosen before and `with_` those who come, then the others by score. Greedy, which for a coverage like this is
    at worst 63 % of the best (Nemhauser, Wolsey, Fisher, 1978); at equal points the first."""
    posts = {post_of(one) for one in with_}
    territories = {one.department_id for one in with_}
    left, chosen = list(found), []  # type: list[Any], list[Any]
    while left and len(chosen) < seats:
        best = max(left, key=lambda one: one.score + NEW_POST * (post_of(one.role_model) not in posts)
                   + NEW_TERRITORY * (one.role_model.department_id not in territories))
        left.remove(best)
        chosen.append(best)
        posts.add(post_of(best.role_model))
        territories.add(best.role_model.department_id)
    return chosen + left


def missing(people: Iterable[RoleModel], *, seats: int) -> list[Any]:
    """What a panel of so many lacks when these are in it, in words; nothing for one speaker, one lack less for two."""
    there = {post_of(one) for one in people}
    absent = [MISSING[post] for post in Post if post not in there]
    return absent[:max(0, min(seats, len(Post)) - len(there))] if seats > 1 else []
