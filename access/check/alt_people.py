"""How people are told of: nobody by looks, and no name that nothing bears out.

Whoever wrote the text, what only looks can tell is pointed at. Where a machine wrote it, the names count, too: a person
who wrote one knew it.
"""

from __future__ import annotations

from collections.abc import Iterator

from access.check.alt_around import Case, note, shown, warning
from access.lexis.names import names_not_in, words_of
from access.lexis.people import IDENTITY
from access.model.package import Finding
from access.model.words import spoken_form


def people_rules(case: Case) -> Iterator[Finding]:
    around = case.around
    said = (around.name, around.caption, around.title, around.page, around.place, *around.people, *around.texts)
    known = words_of(said)
    if (match := IDENTITY.search(case.own)) and not {spoken_form(word) for word in match[0].split()[:-1]} <= known:
        yield (warning if case.machines else note)(
            "identity", f"“{shown(match[0])}” says what somebody is by looks: say it only where it matters and is known.")
    if not case.machines:
        return
    if names := names_not_in(case.own, case.alt.language, known):
        yield warning("unknown-name", f"Nothing that is known of the picture has the name “{shown(', '.join(names))}”.")
