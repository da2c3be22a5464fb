"""Under which heads of the selectielijst something is kept, what says so, and how it is counted."""

from dataclasses import dataclass

from flask import abort

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import RetentionForm
from pga.settings.reading import SettingState, list_settings
from pga.settings.routes.blueprint import Page, bp, form_page, show, tell
from pga.settings.rules.bounds import TERMS, Term
from pga.settings.rules.retention import COUNTED, KeptKind, KeptPart, part_of
from pga.settings.rules.texts import faults_of_texts
from pga.web.filters import plain_date
from pga.web.guards import guarded


@dataclass(frozen=True, slots=True)
class KeptHead:
    """One head: what the selectielijst says of it, and the number with which this house counts."""

    kept: KeptKind
    parts: dict[KeptPart, SettingState]
    term: Term | None
    state: SettingState | None

    @property
    def open(self) -> bool:
        """Tell whether something of it is not known yet."""
        return not all(one.value for one in self.parts.values())


@bp.get("/beheer/bewaartermijnen")
@guarded(Permission.SETTINGS_READ)
def retention() -> str:
    """Show each head: the result, the term, from when it counts, the article, and what counts."""
    actor = current_actor()
    states = list_settings(actor)
    heads = [_head(kept, states) for kept in KeptKind]
    return show(
        actor, "retention", heads=heads, parts=KeptPart, still_open=sum(h.open for h in heads)
    )


@bp.route("/beheer/bewaartermijnen/<kept>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_retention(kept: str) -> Page:
    """Write down what the selectielijst says of one head."""
    actor, head = current_actor(), _known(kept)
    states = list_settings(actor)

    def begin(form: RetentionForm) -> None:
        form.fill({part: states[part_of(head, part)].value for part in KeptPart})
        form.from_on.process_data(clock.today())

    def values() -> dict[str, str]:
        return {part_of(head, part): text for part, text in form.values().items()}

    def check() -> None:
        faults = faults_of_texts(
            values(), from_on=form.day, today=clock.today(), reason=form.reason.data
        )
        tell(form, {name.rsplit(".", 1)[-1]: fault for name, fault in faults.items()})

    def act() -> None:
        services.change_texts(actor, values(), from_on=form.day, reason=form.reason.data)

    form = opened(RetentionForm, fill=begin)
    if carried_out(form, act, labels.FAULT, check=check):
        return done(f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}.", "settings.retention")
    return form_page(actor, "change_retention", form, one=_head(head, states))


def _head(kept: KeptKind, states: dict[str, SettingState]) -> KeptHead:
    name = COUNTED.get(kept)
    return KeptHead(
        kept,
        {part: states[part_of(kept, part)] for part in KeptPart},
        TERMS[name] if name else None,
        states[name] if name else None,
    )


def _known(code: str) -> KeptKind:
    return KeptKind(code) if code in set(KeptKind) else abort(404)
