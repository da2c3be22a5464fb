"""Gezag: who has it over each child of a case."""

from uuid import UUID

from werkzeug.datastructures import MultiDict

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.informing import AuthorityForm
from pga.cases.reading.authority import AuthorityPage, get_authority
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.authority import AuthorityProblem
from pga.cases.rules.intake import GuardianGiven
from pga.cases.services.authority import ChildGiven, settle_authority
from pga.web.guards import guarded


@bp.route("/casussen/<number>/gezag", methods=["GET", "POST"])
@guarded(Permission.CASE_INFORM)
def authority(number: str) -> Page:
    """Say of each child who has gezag, or until when that is found out."""
    actor = current_actor()
    page = get_authority(actor, number)

    def check() -> None:
        for at, child in enumerate(form.children):
            if child.form.sought.data and not child.form.sought_by.data:
                form.problem(f"children-{at}-sought_by", labels.AUTHORITY[AuthorityProblem.NO_DAY])

    form = opened(
        AuthorityForm,
        offer=lambda form: form.offer(page.guardians),
        fill=lambda form: form.process(_standing(page)),
        stands={"version": page.head.version},
    )

    def act() -> None:
        settle_authority(actor, number, form.made_from, _children(page, form), _added(form))

    if carried_out(form, act, labels.AUTHORITY, check=check):
        return done("Vastgelegd wie gezag heeft.", "cases.informing", number=number)
    return form_page("cases/authority.html", form, head=page.head, page=page)


def _standing(page: AuthorityPage) -> MultiDict[str, str]:
    pairs: list[tuple[str, str]] = []
    for at, child in enumerate(page.children):
        pairs += [(f"children-{at}-guardians", str(one)) for one in child.guardians]
        by = child.sought_by or page.sought_by
        pairs.append((f"children-{at}-sought_by", by.strftime("%d-%m-%Y")))
        if child.sought_by or not child.guardians:
            pairs.append((f"children-{at}-sought", "y"))
    return MultiDict(pairs)


def _children(page: AuthorityPage, form: AuthorityForm) -> list[ChildGiven]:
    """Return what is said of each child, in the order of the page."""
    return [
        ChildGiven(
            person_id=shown.id,
            guardians=frozenset(UUID(one) for one in child.form.guardians.data or ()),
            sought_by=child.form.sought_by.data if child.form.sought.data else None,
            new=bool(child.form.new.data),
        )
        for shown, child in zip(page.children, form.children, strict=False)
    ]


def _added(form: AuthorityForm) -> GuardianGiven | None:
    if not any(field.data for field in (form.name, form.relation, form.phone, form.address)):
        return None
    return GuardianGiven(
        name=form.name.data or "",
        relation=form.relation.data or "",
        phone=form.phone.data or "",
        address=form.address.data or "",
    )
