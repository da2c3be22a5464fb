"""Which terms count, what the municipality is: each value with its day and its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, make_response, request, url_for

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import ColoursForm, ConfirmForm, SettingReasonForm, TermForm, TownForm
from pga.settings.reading import (
    SettingState,
    faults_of_term,
    get_setting,
    list_settings,
    look_of,
)
from pga.settings.routes.blueprint import (
    PREVIEW,
    WITHDRAWN,
    Page,
    Preview,
    bp,
    form_page,
    look_first,
    show,
    tell,
)
from pga.settings.rules.bounds import (
    COLOURS,
    LOGO,
    TERMS,
    TEXTS,
    SettingFault,
    Shape,
    Subject,
    Term,
)
from pga.settings.rules.contrast import ENOUGH, Colours, dark_of, failing
from pga.settings.rules.effect import Touched
from pga.settings.rules.texts import faults_of_texts
from pga.web.filters import plain_date
from pga.web.guards import guarded
from pga.web.headers import REVALIDATED


@dataclass(frozen=True, slots=True)
class Unset:
    """One thing that nobody set or confirmed yet, and where to do so."""

    label: str
    url: str


@bp.get("/beheer/instellingen")
@guarded(Permission.SETTINGS_READ)
def terms() -> str:
    """Show every term by subject: value, source, since when and why."""
    actor = current_actor()
    states = list_settings(actor)
    return show(
        actor,
        "terms",
        groups=[
            (subject, [(term, states[term.name]) for term in _of(subject)]) for subject in Subject
        ],
        unset=_unset(states),
        still_open=sum(_is_open(states[name]) for name in TERMS),
    )


@bp.get("/beheer/instellingen/<name>")
@guarded(Permission.SETTINGS_READ)
def term(name: str) -> str:
    """Show one term: what holds, what comes, and every line there was."""
    actor, one = current_actor(), _known(name)
    return show(actor, "term", term=one, state=get_setting(actor, name))


@bp.route("/beheer/instellingen/<name>/wijzigen", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change(name: str) -> Page:
    """Give a term another value: first see what it touches, then save."""
    actor, one = current_actor(), _known(name)
    form = opened(TermForm, fill=lambda form: form.from_on.process_data(clock.today()))

    def check() -> None:
        form.add_errors(faults_of_term(actor, name, form.proposed()), labels.words_for(one))

    def act() -> None:
        services.change_term(actor, name, form.proposed())

    seen = form.seen.data == str(form.proposed().value)
    if seen and carried_out(form, act, labels.words_for(one), check=check):
        return done(
            f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}.", "settings.term", name=name
        )
    touched: Touched | None = None
    if not seen and look_first(form, check):
        touched = _preview(actor, name, form.proposed().value)
    form.seen.process_data(form.value.data if touched is not None else "")
    state = get_setting(actor, name)
    return form_page(actor, "change", form, term=one, state=state, touched=touched)


@bp.route("/beheer/instellingen/<name>/intrekken/<day>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def withdraw(name: str, day: str) -> Page:
    """Take back a value before its day."""
    actor, one = current_actor(), _known(name)
    state = get_setting(actor, name)
    found = [line for line in state.coming if line.from_on.isoformat() == day]
    if not found:
        abort(404)
    form = opened(SettingReasonForm)

    def act() -> None:
        services.withdraw(actor, name, found[0].from_on, reason=form.reason.data)

    if carried_out(form, act, labels.FAULT):
        return done(WITHDRAWN, "settings.term", name=name)
    return form_page(actor, "withdraw", form, term=one, state=state, line=found[0])


@bp.get("/beheer/reglement")
@guarded(Permission.SETTINGS_READ)
def reglement() -> str:
    """Show what the reglement still has to say: each proposal, the question, and whom to ask."""
    actor = current_actor()
    states = list_settings(actor)
    asked = [(term, states[name]) for name, term in TERMS.items() if name in labels.ASK]
    return show(
        actor,
        "reglement",
        still_open=[pair for pair in asked if _is_open(pair[1])],
        settled=[pair for pair in asked if not _is_open(pair[1])],
    )


@bp.route("/beheer/reglement/<name>", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def confirm(name: str) -> Page:
    """Write down that a value was confirmed, and by what."""
    actor, one = current_actor(), _known(name)
    state = get_setting(actor, name)
    if not state.value or not _is_open(state):
        abort(404)
    form = opened(ConfirmForm)

    def act() -> None:
        services.confirm_term(actor, name, reason=form.reason.data)

    if carried_out(form, act, labels.FAULT):
        return done("Bevestigd.", "settings.reglement")
    return form_page(actor, "confirm", form, term=one, state=state)


@bp.get("/beheer/gemeente")
@guarded(Permission.SETTINGS_READ)
def town() -> str:
    """Show what the municipality tells of itself, and its colours."""
    actor = current_actor()
    states = list_settings(actor)
    held = {name: states[name].value for name in COLOURS}
    return show(
        actor,
        "town",
        texts=[states[name] for name in TEXTS],
        colours=[states[name] for name in COLOURS],
        coloured=all(held.values()),
        logo=states[LOGO],
        shapes=TEXTS,
        Shape=Shape,
    )


@bp.route("/beheer/gemeente/wijzigen", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_town() -> Page:
    """Change what the municipality tells of itself."""
    return _texts_page("change_town", TownForm, TEXTS)


@bp.route("/beheer/huisstijl", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_colours() -> Page:
    """Change the colours; refuses what cannot be read."""
    return _texts_page("change_colours", ColoursForm, COLOURS)


@bp.get("/huisstijl.css")
@guarded(Permission.ACCOUNT_OWN)
def theme() -> Page:
    """Serve the colours of the actor's municipality; empty while it has none.

    Behind the login, because who is here says which municipality; it holds no data.
    """
    response = make_response(stylesheet(look_of(current_actor().municipality).colours))
    response.mimetype = "text/css"
    response.headers["Cache-Control"] = REVALIDATED
    response.headers["Vary"] = "Cookie"
    response.add_etag()
    return response.make_conditional(request)


def stylesheet(colours: Colours | None) -> str:
    """Return the few lines that colour the house; outside every layer, so that they win."""
    if colours is None:
        return ""
    dark = dark_of(colours)
    pairs = {
        "brand": (colours.brand, dark.brand),
        "brand-ink": (colours.brand_ink, dark.brand_ink),
        "accent": (colours.accent, dark.accent),
    }
    lines = (f"--{name}: light-dark({day}, {night})" for name, (day, night) in pairs.items())
    return f":root {{ {'; '.join(lines)} }}\n"


def _texts_page(page: str, kind: type[TownForm] | type[ColoursForm], names: Iterable[str]) -> Page:
    actor = current_actor()
    held = {name: state.value for name, state in list_settings(actor).items()}

    def begin(form: TownForm | ColoursForm) -> None:
        form.fill(held)
        form.from_on.process_data(clock.today())

    def check() -> None:
        faults = faults_of_texts(
            form.values(), from_on=form.day, today=clock.today(), reason=form.reason.data
        )
        faint = SettingFault.LOW_CONTRAST in faults.values()
        tell(form, faults, _unreadable(form) if faint else {})

    def act() -> None:
        services.change_texts(actor, form.values(), from_on=form.day, reason=form.reason.data)

    form: TownForm | ColoursForm = opened(kind, fill=begin)
    if carried_out(form, act, labels.FAULT, check=check):
        return done(f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}.", "settings.town")
    return form_page(actor, page, form, names=tuple(names))


def _unreadable(form: Any) -> dict[str, str]:
    """Return a sentence with the ratio for each pair of colours that cannot be read."""
    given = form.values()
    pairs = failing(Colours(*(given[name] for name in COLOURS)))
    return {
        pair.over: (
            f"Dit is niet goed te lezen: {labels.PLACE[pair.over]} op {labels.PLACE[pair.under]} "
            f"heeft contrast {comma(pair.ratio)}. Nodig is {comma(ENOUGH)} of meer."
        )
        for pair in reversed(pairs)
    }


def comma(number: float) -> str:
    """Return a number as 4,5; rounded down, so that what fails never looks enough."""
    return f"{int(number * 100) / 100:.2f}".replace(".", ",").removesuffix("0")


def _preview(actor: Actor, name: str, value: int) -> Touched:
    preview: Preview = current_app.extensions[PREVIEW]
    return preview(actor, name, value)


def _known(name: str) -> Term:
    return TERMS.get(name) or abort(404)


def _of(subject: Subject) -> list[Term]:
    return [term for term in TERMS.values() if term.subject is subject]


def _is_open(state: SettingState) -> bool:
    return state.name in labels.ASK and not state.confirmed


def _unset(states: Mapping[str, SettingState]) -> list[Unset]:
    """Return what has no value at all, and where to give it one."""
    terms = [name for name in TERMS if not states[name].value]
    texts = [name for name in TEXTS if not states[name].value and name != "display_name"]
    return [
        *(Unset(labels.SETTING[n], url_for("settings.change", name=n)) for n in terms),
        *(Unset(labels.SETTING[n], url_for("settings.change_town")) for n in texts),
    ]
