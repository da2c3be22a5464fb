"""Where the script of a form keeps what is being typed; it does not keep the session alive."""

from typing import Any, Final

from flask import current_app, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.handshake import kept_words, key_of, place_of, whose
from pga.accounts.routes.blueprint import Page, bp
from pga.accounts.session import current_actor, current_presence
from pga.privacy import drafts, once
from pga.web.filters import clock_time, until
from pga.web.guards import guard_of, guarded, open_page, page_of
from pga.web.whose import FormOwner, whose_form

LARGEST: Final = 60_000
"""In characters; all narratives of the longest form fit."""
Told = dict[str, Any] | tuple[dict[str, Any], int]

REACH: Final = "pga-reach"
"""The extension that tells whether an actor may do something with the case of a number."""
NOT_THERE: Final = "Dit formulier is er niet meer voor u."
OLD: Final = "Dit scherm is te oud. Kopieer uw tekst en open het formulier opnieuw."
NOT_YOURS: Final = "Hier is nu iemand anders ingelogd. Wat u nu typt, wordt niet bewaard."
TOO_LONG: Final = "De tekst is te lang om als concept te bewaren. Maak hem korter."


@bp.post("/concept")
@open_page("the mark in the form says whose words these are")
def keep_words() -> Told:
    """Keep the words of a form for another 24 hours, for their own user only."""
    owner = whose_form(request.form)
    endpoint, address = _asked()
    if owner is None or not _takes_words(endpoint):
        return {"said": OLD}, 400
    if _somebody_else(owner):
        return {"said": NOT_YOURS}, 403
    if not _may_write_about(endpoint, address):
        return {"said": NOT_THERE}, 404
    fields = kept_words(request.form)
    if sum(len(value) for _, value in fields) > LARGEST:
        return {"said": TOO_LONG}, 413
    if once.find_handed_in(owner.user_id, key_of(request.form)):
        return {"saved_at": "", "until": ""}
    kept = drafts.save(place_of(owner, endpoint, address), fields)
    return {"saved_at": clock_time(kept.saved_at), "until": until(kept.expires_at)}


@bp.post("/concept/weg")
@guarded(Permission.ACCOUNT_OWN)
def discard_words() -> Page:
    """Throw a draft away and show its form anew."""
    endpoint, address = _asked()
    drafts.discard(place_of(whose(current_actor()), endpoint, address))
    url = page_of(current_app, endpoint, address)
    return redirect(url or url_for("worklist.home"))


def _asked() -> tuple[str, dict[str, str]]:
    address = request.args.to_dict()
    return address.pop("form", ""), address


def _takes_words(endpoint: str) -> bool:
    guard = guard_of(current_app, endpoint)
    return guard is not None and guard.permission is not None


def _may_write_about(endpoint: str, address: dict[str, str]) -> bool:
    """Tell whether who is here now could open this form of a case; who is away is asked later."""
    guard, presence = guard_of(current_app, endpoint), current_presence()
    number = address.get("number", "")
    if not number or guard is None or guard.permission is None or presence is None:
        return True
    reach = current_app.extensions[REACH]
    return not presence.alive or reach(presence.actor, number, guard.permission)


def _somebody_else(owner: FormOwner) -> bool:
    """Tell whether another person is at this browser now."""
    presence = current_presence()
    return presence is not None and presence.alive and presence.actor.id != owner.user_id
