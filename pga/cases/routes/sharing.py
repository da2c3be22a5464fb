"""Mag ik dit delen? Ask, read the answer, choose what goes along, and book that it goes."""

from typing import Any, Final
from uuid import UUID

from flask import render_template, request

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.sharing import CHOSEN, PART, QuestionForm, ShareForm
from pga.cases.reading.sharing import Answered, Sharing, get_sharing
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.sharing import IN_TEXT, Question
from pga.cases.services import sharing as services
from pga.core import clock
from pga.partners import labels as partners
from pga.partners.labels import sharing as words
from pga.partners.rules.sharing import CategoryAnswer, SharingAnswer
from pga.privacy.disclosure_codes import Category
from pga.web.forms import listed
from pga.web.guards import guarded

SHARED: Final = (
    "De verstrekking is vastgelegd. Verstuur de tekst nu zelf, met de veilige mail of zoals u koos."
)
WRONG: Final = "Fout: "


@bp.route("/casussen/<number>/delen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def share(number: str) -> Page:
    """Answer what may be shared with whom; booking goes by what was asked in the address."""
    actor, asking = current_actor(), QuestionForm(request.args)
    question = _question(asking)
    told = get_sharing(actor, number, question)
    asking.partner.offer([(one.id, one.name) for one in told.partners], "Kies een organisatie")
    whole = not request.args or asking.validate()
    answered = told.answered if whole else None
    form = opened(
        ShareForm,
        offer=lambda form: _offer(form, answered),
        stands={"token": answered.token} if answered else None,
    )
    if (
        answered is not None
        and question is not None
        and carried_out(
            form, lambda: services.share(actor, number, question, form.given()), labels.SHARING
        )
    ):
        return done(SHARED, "cases.disclosures", number=number)
    page: dict[str, Any] = {
        "asking": asking,
        "head": told.head,
        "told": told,
        "answered": answered,
        "text": _text(told, answered) if answered is not None else "",
        "words": words,
        "partner_labels": partners,
        "names": {"chosen": CHOSEN, "part": PART},
    }
    if whole:
        return form_page("cases/share.html", form, **page)
    faults = asking.faults()
    return render_template("cases/share.html", form=form, faults=faults, title_prefix=WRONG, **page)


def _question(asking: QuestionForm) -> Question | None:
    """Return what the address asks; whether that organisation is there, the reading tells."""
    if not (asking.partner.data and asking.doel.data and asking.wat.data):
        return None
    chosen = None
    try:
        if CHOSEN in request.args:
            chosen = frozenset(UUID(one) for one in request.args.getlist(PART))
        return asking.question(chosen)
    except ValueError:  # an address that somebody typed
        return None


def _offer(form: ShareForm, answered: Answered | None) -> None:
    """Offer who can get it, and what can go beside the text: never what is *nee*."""
    if answered is None:
        return
    contacts = [
        (one.id, ", ".join(part for part in (one.name, one.function) if part))
        for one in answered.partner.contacts
    ]
    form.who.offer(contacts, "Iemand anders")
    form.also.choices = listed(
        (one.category, _with_condition(one))
        for one in answered.told.values()
        if one.answer is not SharingAnswer.NO
        and one.category not in IN_TEXT
        and one.category is not Category.CASE_NUMBER
    )


def _with_condition(one: CategoryAnswer) -> dict[str, str]:
    condition = words.condition_of(one)
    hint = f"Mits: {condition}" if condition else ""
    return {"label": words.CATEGORY[one.category], "hint": hint}


def _text(told: Sharing, answered: Answered) -> str:
    return labels.sharing_text(
        told.head.number, answered.partner.name, answered.purpose, answered.going, clock.today()
    )
