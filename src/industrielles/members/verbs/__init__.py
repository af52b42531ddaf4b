"""Everything that happens in this room: searches kept, files taken away, news written, sent, stopped, subscribed to."""
from __future__ import annotations

from .closing import let_go, succeed
from .exports import export, forget_exports
from .forgetting import follow_refusal, follow_withdrawal, forget, forget_address, forget_views, unite
from .news import compose, discard, forget_issues, forget_recipients, send, stop, try_out
from .sending import gather, write_slice
from .subscriptions import confirm, forget_subscriptions, subscribe
from .views import drop_view, keep_view

__all__ = [
    "compose", "confirm", "discard", "drop_view", "export", "follow_refusal", "follow_withdrawal", "forget", "forget_address",
    "forget_exports", "forget_issues", "forget_recipients", "forget_subscriptions", "forget_views", "gather", "keep_view", "let_go", "send",
    "stop", "subscribe", "succeed", "try_out", "unite", "write_slice",
]
