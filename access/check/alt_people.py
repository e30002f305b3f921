"""How people are told of: nothing of them that only their looks say, and no name that nothing bears out.

Whoever wrote the text, what looks cannot tell is pointed at. Where a machine wrote it, all that the policy keeps back is, and
the names that nothing bears out: a person who wrote one knew it.
"""

from __future__ import annotations

from collections.abc import Iterator

from access.check.alt_around import Case, note, shown, warning
from access.lexis.names import names_not_in, words_of
from access.lexis.people import IDENTITY
from access.lexis.persons import Known, hide, told_of_people
from access.model.package import Finding
from access.model.pictures import PeoplePolicy


def people_rules(case: Case) -> Iterator[Finding]:
    around = case.around
    said = (around.name, around.caption, around.title, around.page, around.place, *around.people, *around.texts)
    tell, policy = (warning, around.policy) if case.machines else (note, PeoplePolicy.DESCRIBE_VISIBLE)
    known, hidden = Known.of(said, case.alt.language), hide(case.alt.text, case.alt.language)[0]
    told = [one.word for one in told_of_people(hidden, policy, known)]
    if not told and (match := IDENTITY.search(case.own)) and not words_of(match[0].split()[:-1]) <= known.words:
        told = [match[0]]
    if told:
        words = shown(", ".join(dict.fromkeys(told)))
        yield tell("alt.identity", f"“{words}” says what somebody is by looks: say it only where it matters and is known.")
    if case.machines and (names := names_not_in(case.own, case.alt.language, words_of(said))):
        yield warning("alt.unknown-name", f"Nothing that is known of the picture has the name “{shown(', '.join(names))}”.")
