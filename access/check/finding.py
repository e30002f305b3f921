"""How a finding of the caption rules is worded: one form for all of them."""

from __future__ import annotations

from access.model.package import Finding, Severity
from access.model.time import Span, clock


def finding(rule: str, severity: Severity, span: Span, measure: float, limit: float, message: str) -> Finding:
    """Return a finding; `message` may hold `{m}`, what was measured, and `{l}`, what was asked."""
    said = message.replace("{m}", _number(measure)).replace("{l}", _number(limit))
    return Finding(f"captions.{rule}", severity, f"{clock(span.start)}: {said}.", span, measure, limit)


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1f}"
