"""Pages for when it goes wrong: they say what to do, and never show data."""

import logging
import traceback
from typing import Any, Final

from flask import Flask, current_app, g, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import Actor, Layer, Refused, Verdict, ever
from pga.accounts.handshake import SECRET
from pga.accounts.labels import lapse_words, who_may
from pga.accounts.reading import get_lapses
from pga.accounts.session import current_presence
from pga.app.gate import NotYours
from pga.core.database import transaction
from pga.core.errors import StaleDossier
from pga.help.labels.screens import FAILURE
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import Line, record
from pga.web.filters import joined
from pga.web.incoming import Incoming

log: Final = logging.getLogger("pga")

NOT_FOUND: Final = 404
BUSY_SECONDS: Final = 30
"""After how long one tries again when the store did not answer; a lock is waited for 8 seconds."""
MEGABYTE: Final = 1024 * 1024
TOO_LARGE: Final = "Het bestand is te groot. Kies een bestand van hoogstens {} MB."
TEXTS: Final = {
    400: (
        "Dit formulier is verlopen",
        "Ga terug, laad de pagina opnieuw en probeer het nog een keer.",
    ),
    403: (
        "Dit kan niet",
        "Uw verzoek kwam niet van deze site zelf. Ga terug en probeer het opnieuw.",
    ),
    404: (
        "Hier is niets",
        "Deze pagina bestaat niet, of hij is niet voor u. Controleer het adres of het casusnummer.",
    ),
    405: ("Dit kan hier niet", "Ga terug en gebruik de knoppen op de pagina."),
    409: (
        "Dit is net veranderd",
        "Uw wijziging is niet opgeslagen. Open de casus opnieuw en kijk wat er veranderde.",
    ),
    413: (
        "Dit is te groot",
        "Wat u verstuurde past niet. Maak de tekst korter en probeer opnieuw.",
    ),
    429: ("Even wachten", "Er kwamen te veel verzoeken. Probeer het over een minuut opnieuw."),
    500: (
        "Er ging iets mis bij ons",
        "Er is niets half opgeslagen. Probeer het opnieuw. Blijft het? Geef dan dit nummer door.",
    ),
    503: (
        "Even niet bereikbaar",
        "De gegevens zijn nu niet te bereiken. Wacht een halve minuut en probeer het opnieuw.",
    ),
}
LAYERS: Final = {
    Layer.RECUSAL: ("Afstand", "U heeft geen afstand genomen van dit dossier."),
    Layer.ROLE: ("Rol", "Uw rol mag dit."),
    Layer.CLEARANCE: ("Bevoegd", "Uw VOG, training en geheimhouding zijn geldig."),
    Layer.READ_ONLY: ("In nood", "U bent hier niet met noodtoegang."),
    Layer.MUNICIPALITY: ("Gemeente", "Deze casus hoort bij uw gemeente."),
    Layer.LINK: ("Koppeling", "U werkt aan deze casus."),
    Layer.PART: ("Taak", "U heeft de taak die hierbij hoort."),
    Layer.RESTRICTION: ("Beperking", "Het gebruik van dit dossier is niet beperkt."),
}
REFUSALS: Final = {
    Layer.RECUSAL: "U heeft afstand genomen van dit dossier.",
    Layer.ROLE: "Uw rol mag dit niet.",
    Layer.CLEARANCE: "Uw VOG, training of geheimhouding is nu niet geldig.",
    Layer.READ_ONLY: "U bent hier met noodtoegang: u leest alleen.",
    Layer.MUNICIPALITY: "Deze casus hoort bij een andere gemeente.",
    Layer.LINK: "U bent niet aan deze casus gekoppeld.",
    Layer.PART: "Dit is de taak van iemand anders in deze casus.",
    Layer.RESTRICTION: "Het gebruik is beperkt. Alleen de procesregie leest dit dossier nog.",
}


class House(Flask):
    """An app that tells each failure once: in the line that its page writes, without a word."""

    request_class = Incoming

    def log_exception(self, *_: Any) -> None:
        """Say nothing: what this would write quotes rows."""


def init_app(app: Flask) -> None:
    """Turn every failure into a page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, lambda _: page(400))
    app.register_error_handler(NotYours, _not_yours)
    app.register_error_handler(StaleDossier, lambda _: page(409, typed=_typed()))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(Exception, _ours)


def page(code: int, **more: Any) -> tuple[str, int]:
    """Return the page that goes with a status."""
    title, sentence = TEXTS.get(code, TEXTS[500])
    known = {"code": code, "title": title, "sentence": sentence, "back_url": "/"}
    known |= {"help": FAILURE, "help_url": url_for("help.screen", slug=FAILURE.slug)}
    known |= {"shown_number": ""}  # what is hidden looks like what is not there
    if code == NOT_FOUND and _may(Permission.CASE_LIST):
        known["ask_url"] = url_for("cases.ask_access")
    if code == NOT_FOUND and _may(Permission.CASE_EMERGENCY):
        known["emergency_url"] = url_for("cases.emergency")
    return render_template("errors/error.html", **(known | more)), code


def _may(permission: Permission) -> bool:
    presence = current_presence()
    if presence is None or not (presence.alive and presence.factor_done):
        return False
    return ever(presence.actor.role, permission)


def next_step_of(verdict: Verdict, actor: Actor | None = None) -> str:
    """Return who can do what this actor may not, and what to do now."""
    if verdict.refusing is Layer.CLEARANCE and actor is not None:
        return f"Vraag de beheerder: {joined([lapse_words(one) for one in get_lapses(actor)])}."
    if verdict.refusing in {Layer.ROLE, Layer.PART}:
        return f"Dit kan alleen door {who_may(verdict)}. Vraag het daar."
    if verdict.refusing in {Layer.LINK, Layer.READ_ONLY}:
        return "Vraag de procesregisseur of team Veiligheid om u te koppelen."
    if verdict.refusing is Layer.RESTRICTION:
        return "Vraag de procesregisseur wat er nog mag."
    return "Ga terug naar uw werk."


def _refused(refused: Refused) -> tuple[str, int]:
    verdict = refused.verdict
    presence = current_presence()
    actor = presence.actor if presence else None
    fields = (verdict.permission.value, (verdict.refusing or Layer.ROLE).value)
    with transaction() as session:
        record(session, actor, Line(Event.REFUSED, fields=fields, outcome=LineOutcome.REFUSED))
    if verdict.hidden:
        return page(404, typed=_typed())
    trace = [
        (
            LAYERS[step.layer][0],
            LAYERS[step.layer][1] if step.passed else REFUSALS[step.layer],
            step.passed,
        )
        for step in verdict.steps
    ]
    return page(
        403,
        title="Dit mag u niet",
        sentence="",
        trace=trace,
        next_step=next_step_of(verdict, actor),
        typed=_typed(),
    )


def _not_yours(_error: NotYours) -> tuple[str, int]:
    return page(
        403,
        title="Dit scherm is van iemand anders",
        sentence="Op deze computer logde intussen iemand anders in. Er is niets verstuurd.",
    )


def _http(error: HTTPException) -> Any:
    if isinstance(error, InternalServerError):  # a mistake while another one was told
        return _told(error.original_exception or error)
    if error.response is not None or error.code is None or error.code < 400:  # noqa: PLR2004 - HTTP
        return error
    if error.code == 413 and request.mimetype == "multipart/form-data":  # noqa: PLR2004 - HTTP
        most = current_app.config["MAX_CONTENT_LENGTH"] // MEGABYTE
        return page(413, title="Dit bestand is te groot", sentence=TOO_LARGE.format(most))
    return page(error.code if error.code in TEXTS else 400)


def _told(error: BaseException) -> Any:
    return _unreachable(error) if isinstance(error, OperationalError) else _ours(error)


def _unreachable(error: OperationalError) -> Response:
    """Give back what was typed, to send it again: nothing could be kept."""
    _note(error)
    answer = make_response(page(503, sent=_sent(), retry_url=request.full_path.rstrip("?")))
    answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer


def _sent() -> list[tuple[str, str]]:
    """Return what this request brought, without what is secret and the token of a session."""
    out = SECRET | {"csrf_token"}
    return [(name, value) for name, value in request.form.items(multi=True) if name not in out]


def _typed() -> list[str]:
    """Return the texts of a form that cannot be carried out any more, for who typed them.

    Somebody else may have ended the case meanwhile: what one wrote is not lost with that. The page
    of what was never there shows them alike.
    """
    return [value for _, value in _sent() if " " in value.strip()] if request.form else []


def _ours(error: BaseException) -> tuple[str, int]:
    _note(error)
    return page(500, number=g.get("request_id", ""))


def _note(error: BaseException) -> None:
    """Log where it went wrong, without a word of what: messages of databases quote rows.

    From here on the frame of the page asks the store nothing: it may be the store that failed.
    """
    g.failed = True
    g.setdefault("presence", None)
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "%s %s at %s:%s in %s",
        g.get("request_id", ""),
        type(error).__name__,
        where.filename.rsplit("/", 1)[-1],
        where.lineno,
        request.endpoint,
    )
