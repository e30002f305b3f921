"""How near to its picture a description is told: what plans it, speaks it and checks it must agree on this."""

from __future__ import annotations

from access.model.script import Matter
from access.model.time import Span

BREATH_MS = 400
"""Between two descriptions in one pause."""
_LEAD_MS = 2_000
"""A description begins no earlier before its picture appears: what is not there yet is not told away. …"""
_READ_LEAD_MS = 5_000
"""… Text gives nothing away and had better be read early than not: so much."""
_REACH_MS = 5_000
"""It begins no later after its picture is gone: by then something else is seen. …"""
_IMPORTANT_REACH_MS = 10_000
"""… What is important had better be said late than not: so much."""
MOST_LEAD_MS = max(_LEAD_MS, _READ_LEAD_MS)


def lead(matter: Matter) -> int:
    """Return how long before its picture it may begin, in ms."""
    return _READ_LEAD_MS if matter.read else _LEAD_MS


def reach(matter: Matter) -> int:
    """Return how long after its picture is gone it may begin, in ms."""
    return _IMPORTANT_REACH_MS if matter.important else _REACH_MS


def may_begin(about: Span, matter: Matter) -> Span:
    """Return when it may begin that is seen in `about`; its last instant is among them."""
    return Span(max(0, about.start - lead(matter)), about.end + reach(matter))


def usable(pause: Span, about: Span, matter: Matter) -> Span | None:
    """Return what of a pause may be used for it; None where the pause is over too soon, or begins too late."""
    when = may_begin(about, matter)
    if pause.end <= when.start or pause.start > when.end:
        return None
    return Span(max(pause.start, when.start), pause.end)
