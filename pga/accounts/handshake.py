"""One handshake for every form: opened, handed in once, answered.

What was typed is kept while it is typed and given back; words of somebody else stand beside one's
own; a second press is answered as the first. A view opens its form, carries it out, and says where
it goes on::

    form = opened(RemindForm)
    if carried_out(form, lambda: services.remind(actor, number, form.chosen), labels.REQUEST):
        return done("De herinnering is vastgelegd.", "cases.information", number=number)
    return form_page("cases/remind.html", form, head=head)
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeVar

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from pga.access.policy import Actor
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid, StaleDossier, StepBlocked
from pga.core.pasted import without_bsn
from pga.privacy import drafts, once
from pga.privacy.drafts import Draft, DraftPlace, Fields
from pga.web.forms import BaseForm, Day, Opening, new_key
from pga.web.merging import EMPTY, as_typed, digests, laid_over
from pga.web.whose import FIELD, FormOwner

F = TypeVar("F", bound=BaseForm)
Sent = MultiDict[str, str]

NO_WORDS: Final[Mapping[Any, str]] = MappingProxyType({})

SECRET: Final = frozenset({"password", "current", "new", "repeat", "code", "recovery_code"})
"""Fields that are kept nowhere, and shown to nobody a second time."""
STEERS: Final = frozenset({"csrf_token", "form_key", FIELD})
"""What a form carries beside the words of its user."""
BEGAN: Final = "began"
MARKS: Final = frozenset({"version", "token", BEGAN})
"""What a form was made from; a draft keeps it, so that nobody's words are typed over unseen."""
ID: Final = re.compile(r"[0-9a-f-]{32,}")
"""What a form carries of a row that was chosen: no words of its user."""
CAME_FROM: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "werk": ("worklist.work", ()),
    "acties": ("cases.actions", ()),
    "overzicht": ("cases.sheet", ("number",)),
}
"""Where one may return to after an act, as the address names it (``?van=``).

With what of the address of the act its own address has.
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was carried out, by this press or an earlier one, and what came of it."""

    result: Any = None


@dataclass(frozen=True, slots=True)
class Mend:
    """How what was just done by a slip is undone, in one press below the word about it."""

    label: str
    url: str


def untouched(_form: Any) -> None:
    """Leave a form as it is made."""


def nothing() -> None:
    """Add nothing."""


def opened(
    kind: type[F],
    *,
    offer: Callable[[F], object] = untouched,
    fill: Callable[[F], object] = untouched,
    stands: Mapping[str, Any] | None = None,
    at: str = "",
    args: Mapping[str, Any] = MappingProxyType({}),
) -> F:
    """Return a form as it was sent, as it was being typed, or as it begins.

    ``offer`` sets what can be chosen, ``fill`` what stands now, ``stands`` says of which version or
    token that is. A form that another endpoint than that of its page takes in, names it with
    ``at``, and with ``args`` what the address of that one has more.
    """
    endpoint, address = at or str(request.endpoint), {**(request.view_args or {}), **args}
    place = place_of(whose(current_actor()), endpoint, address)
    now = kind(formdata=None)
    offer(now)
    fill(now)
    sent = request.method == "POST" and (request.endpoint, request.view_args) == (endpoint, address)
    draft = None if sent else _draft_of(place)
    form = kind() if sent else kind(formdata=None) if draft else now
    offer(form)
    form.put_standing(now)
    form.opening = opening = Opening(
        place=place,
        sent=sent,
        now=as_typed(now.leaves()),
        stands={name: str(value) for name, value in (stands or {}).items()},
        offer=offer,
        draft=draft,
        draft_url=url_for("accounts.keep_words", form=endpoint, **address),
    )
    if draft:
        typed = MultiDict([(name, value) for name, value in draft.fields])
        _lay(form, opening, typed, at=draft.saved_at)
    if sent:
        opening.began = request.form.get(BEGAN, "")
    else:
        _begin(form, opening)
    return form


def carried_out(
    form: BaseForm,
    act: Callable[[], Any],
    words: Mapping[Any, str] = NO_WORDS,
    *,
    check: Callable[[], object] = nothing,
    before: Callable[[], object] = nothing,
    blocked: Callable[[StepBlocked], object] | None = None,
) -> Carried | None:
    """Carry out what was sent; None when there is nothing, or nothing yet, to carry out.

    ``words`` tells what rules found, ``check`` adds what only the page knows, ``before`` is a use
    case of its own that comes first, ``blocked`` tells what a step lacks. What was sent before
    counts as carried out. Raises what ``act`` raises, apart from Invalid, StaleDossier, AlreadyDone
    and, with ``blocked``, StepBlocked.
    """
    opening = form.opening
    if opening is None or not opening.sent:
        return None
    if _moved_on(opening):
        earlier = pressed_before()  # of two presses at once the slower sees what the other did
        if earlier is None:
            _somebody_was_first(form, opening)
        return earlier
    form.validate()
    check()
    carried = None
    if not form.faults():
        try:
            before()
            carried = _once(act, opening.place)
        except Invalid as invalid:
            form.add_errors(invalid.problems, words)
        except StaleDossier:
            _somebody_was_first(form, opening)
        except StepBlocked as lacking:
            if blocked is None:
                raise
            blocked(lacking)
    if form.faults():
        return None
    g.read_days = [
        f"{field.label.text}: {field.filled_in}."
        for field in form.leaves()
        if isinstance(field, Day) and field.filled_in
    ]
    return carried


def _once(act: Callable[[], Any], place: DraftPlace) -> Carried:
    if not request.form.get("form_key"):  # nothing by which it could be known again
        return Carried(act())
    actor, key = current_actor(), key_of(request.form)
    try:
        with once.handing_in(actor.id, key, place):
            result = act()
    except AlreadyDone as already:
        result = already.result
    g.handed_in = key
    return Carried(result)


def pressed_before() -> Carried | None:
    """Return what came of these words when they were sent before; None when they were not."""
    found = once.find_handed_in(current_actor().id, key_of(request.form))
    return Carried(found.result) if found else None


def done(
    said: str, endpoint: str, *, kind: str = "fine", mend: Mend | None = None, **address: Any
) -> Response:
    """Lead on after a form: to the list that its user came from, or to where the view says.

    A view says an endpoint with its address, or an address as a whole. Of a day of which a part was
    left to the reader, the answer says how it was read.
    """
    url = way_back(endpoint, **address)
    key = g.pop("handed_in", None)
    if key:
        once.led_to(current_actor().id, key, url)
    told: Any = " ".join([said, *g.pop("read_days", ())]) if said else ""
    if mend:
        told = {"said": told, "label": mend.label, "url": mend.url, "form_key": new_key()}
    if told:
        flash(told, kind)
    return redirect(url)


def pressed(
    act: Callable[[], Any],
    words: Mapping[Any, str],
    said: str,
    endpoint: str,
    *,
    mend: Mend | None = None,
    **address: Any,
) -> Response:
    """Carry out a button that stands on a list, without a page of its own, and lead on.

    What the rules found is said where its user goes on.
    """
    form = opened(BaseForm)
    if carried_out(form, act, words):
        return done(said, endpoint, mend=mend, **address)
    for _, message in form.faults():
        flash(message, "soon")
    return redirect(way_back(endpoint, **address))


def way_back(endpoint: str, **address: Any) -> str:
    """Return the address to go on to: where one came from, or where the view says."""
    back, kept = CAME_FROM.get(request.args.get("van", ""), ("", ()))
    here = request.view_args or {}
    if back and here.keys() >= set(kept):
        return url_for(back, **{name: here[name] for name in kept})
    return endpoint if endpoint.startswith("/") else url_for(endpoint, **address)


def form_page(template: str, form: BaseForm, **values: Any) -> str:
    """Show a page with its form; what is wrong stands above it, and in its title."""
    faults = form.faults() if form.is_submitted() else []
    prefix = "Fout: " if faults else ""
    stale = form.opening is not None and form.opening.stale
    return render_template(
        template, form=form, faults=faults, title_prefix=prefix, stale=stale, **values
    )


def whose(actor: Actor) -> FormOwner:
    """Return for whom a page makes its forms."""
    return FormOwner(actor.id, actor.municipality, str(actor.role))


def place_of(owner: FormOwner, endpoint: str, address: Mapping[str, Any] | None) -> DraftPlace:
    """Return where the words of a form are kept, by the endpoint that takes it in."""
    rest = {name: str(value) for name, value in (address or {}).items()}
    about = rest.pop("number", "")
    part = "/".join(rest[name] for name in sorted(rest))
    return DraftPlace(owner.user_id, owner.municipality, endpoint, about[:20], part[:80])


def words_of(sent: Sent) -> Fields:
    """Return what a form holds: its words, and what it was made from."""
    out = SECRET | STEERS
    return [[name, value] for name, value in sent.items(multi=True) if name not in out]


def kept_words(sent: Sent) -> Fields:
    """Return the words of a form as they may be kept: without what can be a BSN (LAW-27)."""
    return [
        [name, value if name in MARKS or ID.fullmatch(value) else without_bsn(value)]
        for name, value in words_of(sent)
    ]


def has_words(fields: Fields) -> bool:
    """Tell whether somebody typed or chose something."""
    return any(value.strip() for name, value in fields if name not in MARKS)


def key_of(sent: Sent) -> str:
    """Return the key by which the same words, and files, in the same form are known again."""
    left_out = STEERS | MARKS
    words = [(name, value) for name, value in sent.items(multi=True) if name not in left_out]
    return once.key_of(sent.get("form_key", ""), [*words, *_files()])


def _draft_of(place: DraftPlace) -> Draft | None:
    """Return one's own draft; those about one case are asked for once, for all forms of a page.

    What is about no case is asked for by itself: what else one keeps is not opened for it.
    """
    if not place.about:
        return drafts.load(place)
    if g.get("drafts_about") != place.about:
        g.drafts_about = place.about
        g.drafts = drafts.load_about(place.user_id, place.municipality, place.about)
    found: dict[DraftPlace, Draft] = g.drafts
    return found.get(place)


def _moved_on(opening: Opening) -> bool:
    """Tell whether what stands now is other than what the form was made from."""
    if any(request.form.get(name, "") != value for name, value in opening.stands.items()):
        return True
    began, now = _read(request.form.get(BEGAN, "")), digests(opening.now)
    return bool(began) and any(
        began.get(name, EMPTY) != now.get(name, EMPTY) for name in {*began, *now}
    )


def _somebody_was_first(form: BaseForm, opening: Opening) -> None:
    """Lay what was sent over what stands now, and say so; the next press is made from that."""
    _lay(form, opening, request.form)
    _begin(form, opening)
    opening.stale = True


def _lay(form: BaseForm, opening: Opening, typed: Sent, *, at: datetime | None = None) -> None:
    """Lay what was typed over what stands now; its *morgen* is that of the day it was typed on."""
    mine = [(name, value) for name, value in words_of(typed) if name not in MARKS]
    merged, theirs = laid_over(mine, _read(typed.get(BEGAN, "")), opening.now)
    with clock.stopped_at(at) if at else nullcontext():
        form.process(merged)
    opening.offer(form)
    form.put_theirs(theirs)


def _begin(form: BaseForm, opening: Opening) -> None:
    """Let a form say that it was made from what stands now."""
    for name, value in opening.stands.items():
        field = form[name]
        field.data = field.raw_data = None
        field.process_data(value)
    opening.began = json.dumps(digests(opening.now))


def _files() -> Iterator[tuple[str, str]]:
    for name, file in request.files.items(multi=True):
        yield name, hashlib.sha256(file.stream.read()).hexdigest()
        file.stream.seek(0)


def _read(began: str) -> dict[str, str]:
    try:
        found = json.loads(began or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
