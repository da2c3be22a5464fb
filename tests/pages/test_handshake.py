"""The handshake of every form, by the map of addresses: kept, given back, handed in once."""

from datetime import timedelta
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from wtforms import PasswordField

from pga.access.permissions import Role
from pga.accounts.handshake import SECRET
from pga.accounts.models import RoleGrant
from pga.cases.models.plan import CasePlan
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, transaction
from pga.privacy.drafts import FormDraft
from pga.privacy.once import Submission
from pga.web.forms import BaseForm
from tests.builders import a_case, a_user, an_organisation
from tests.pages.all_forms import (
    SENDERS,
    forms_of,
    mark_of,
    posts_of,
    sent_by_form,
    url_of,
    words_in,
)
from tests.support.pages import outside, text_of
from tests.support.rows import MOVES, fingerprint, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WORDS: Final = "Op 3 november stond de muziek weer hard."
IDLE: Final = timedelta(minutes=16)
WITHOUT_DRAFT: Final = {
    "/inloggen": "a name and a secret",
    "/zoeken": "what is sought is kept for ten minutes only, by its own question",
    "/account": "only secrets",
    "/eerste-wachtwoord": "only secrets",
    "/tweede-factor/instellen": "only a secret",
    "/onderdelen": "shows the parts, in the demo only",
}
"""Forms in which one types and whose words are kept nowhere, and why."""


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def both(app, page):
    """Somebody of two municipalities, at work in Laren."""
    both = a_user(also={"EEM": Role.SAFETY_TEAM})
    page.log_in(both)
    switch(page, both, "LAR")
    return both


def switch(page, who, municipality):
    grant = row_of(RoleGrant, user_id=who.id, municipality=municipality).id
    page.post("/account/wissel", {"grant": grant}, at="/account")


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


@pytest.fixture
def summary(number):
    """The form of the summary of a plan: the one that most of these tests fill in."""
    return f"/casussen/{number}/plan/kern"


def stored():
    """Return a digest of all that a form could have changed."""
    return fingerprint(without=MOVES | {"form_draft", "submission"})


def sent_by(page, url, **words):
    """Return what a browser would send of a form, with these words in it."""
    return list({**dict(page.form(page.get(url).text, url)), **words}.items())


def shown(page, url, field="picture"):
    """Return what stands in a field of the page."""
    fields = dict(page.form(page.get(url).text, url))
    return fields[field]


def where(answer):
    return answer.headers["Location"]


def keep(page, draft_url, sent, *, status=200):
    return page.send(draft_url, sent, status=status).get_json()


def fields_of(html, draft_url):
    """Return what a browser would send of the form whose words are kept there."""
    (form,) = [
        one
        for one in posts_of(html)
        if (mark := mark_of(one)) and mark.attrs["data-draft-url"] == draft_url
    ]
    return list(sent_by_form(form))


def every_form(kind=BaseForm):
    """Return all classes of forms that the house has."""
    return {kind, *(one for sub in kind.__subclasses__() for one in every_form(sub))}


def draft_url_of(page, url):
    (form,) = [one for one in posts_of(page.get(url).text) if words_in(one)]
    return mark_of(form).attrs["data-draft-url"]


def log_in_anew(page, who):
    """Log in as in another tab of the same browser: the cookie is another, the old page stays."""
    page.client.delete_cookie("pga")
    return page.log_in(who)


# --- every form, by the map of addresses


@pytest.mark.parametrize("role", SENDERS)
def test_the_words_of_each_form_are_kept_and_a_press_after_the_session_ended_loses_none(page, role):
    who = a_user(role)
    forms, silent = forms_of(page.log_in(who), who)
    typing = [one for one in forms.values() if one.words]

    assert set(silent) <= WITHOUT_DRAFT.keys()
    assert [one.endpoint for one in some(typing) if not comes_back(page, one)] == []
    assert [one.endpoint for one in some(typing) if not survives(page, who, one)] == []


def asked_for(page, one):
    return outside(lambda: page.client.get(one.page)).text


def typed_in(html, one, words):
    """Return what a browser would send of a form with these words in each field to type in."""
    typed = {name: f"{words} {at}" for at, name in enumerate(one.words)}
    return typed, list({**dict(fields_of(html, one.draft_url)), **typed}.items())


def comes_back(page, one):
    """Tell whether what is kept of a form stands there again, and says that it is a draft."""
    typed, sent = typed_in(asked_for(page, one), one, WORDS)
    keep(page, one.draft_url, sent)
    html = asked_for(page, one)
    return typed.items() <= dict(fields_of(html, one.draft_url)).items() and (
        "Dit is uw concept van" in html
    )


def survives(page, who, one):
    """Tell whether a press after the session ended is kept, says so and changes nothing else."""
    page.log_in(who)
    typed, sent = typed_in(asked_for(page, one), one, f"Later: {WORDS}")
    before = stored()
    with clock.stopped_at(clock.now() + IDLE):
        told = page.get(where(page.send(url_of(page, one), sent)))
        page.log_in(who)
        again = dict(fields_of(page.get(one.page).text, one.draft_url))
    return typed.items() <= again.items() and (
        "Uw tekst is bewaard" in told.text and stored() == before
    )


# --- whose form it is


def test_words_survive_a_new_login_of_the_same_user_in_another_tab(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    log_in_anew(page, member)
    before = stored()

    kept = keep(page, draft_url_of(page, summary), sent)
    answer = page.send(summary, sent)

    assert kept["saved_at"]
    assert where(answer) == summary
    assert stored() == before
    told = page.get(summary)
    assert "U bent opnieuw ingelogd." in text_of(told)
    again = sent_by(page, summary)
    assert dict(again)["picture"] == WORDS
    page.send(summary, again)
    assert len(rows_of(CasePlan)) == 1
    assert rows_of(FormDraft) == []


def test_words_survive_a_logout_in_another_tab(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    page.post("/uitloggen", at="/account")

    answer = page.send(summary, sent)

    assert where(answer) == f"/uitgelogd?verder={summary}&bewaard=ja"
    assert "Uw tekst is bewaard" in page.get(where(answer)).text
    assert shown(page.log_in(member), summary) == WORDS


def test_nothing_is_promised_to_who_typed_nothing(page, member, summary):
    page.log_in(member)
    with clock.stopped_at(clock.now() + IDLE):
        told = page.get(where(page.get(summary, status=302)))

    assert "Uw tekst is bewaard" not in text_of(told)
    assert "Log opnieuw in" in text_of(told)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/zoeken", {"surname": WORDS, "birth": "1991"}),
        ("/casussen", {"namen": "uit"}),
        ("/werk", {}),
    ],
)
def test_what_no_form_gives_back_is_not_kept_and_not_promised(page, member, number, path, typed):
    sent = sent_by(page.log_in(member), path, **typed)
    with clock.stopped_at(clock.now() + IDLE):
        answer = page.send(path, sent)

    assert where(answer) == f"/uitgelogd?verder={path}"
    assert rows_of(FormDraft) == []


def test_one_press_leads_back_to_the_municipality_of_a_form(page, both):
    number = a_case(State.PLANNING, by=both.actor)
    summary = f"/casussen/{number}/plan/kern"
    sent = sent_by(page, summary, picture=WORDS)
    switch(page, both, "EEM")
    before = stored()

    answer = page.send(summary, sent)
    told = page.get(where(answer))

    assert stored() == before
    assert "Uw tekst is bewaard" in text_of(told)
    assert "Ga verder in Laren" in text_of(told)
    (form,) = [one for one in posts_of(told.text) if "verder" in dict(sent_by_form(one))]
    back = page.send("/account/wissel", list(sent_by_form(form)))
    assert where(back) == summary
    assert shown(page, summary) == WORDS


def test_who_is_there_already_goes_on_at_once(page, both):
    answer = page.get(
        "/account/andere-gemeente?gemeente=LAR&rol=safety_team&verder=/casussen", status=302
    )

    assert where(answer) == "/casussen"


def test_an_old_page_still_logs_out_and_says_that_one_is_there(page, both):
    old = [("csrf_token", "of before"), ("made_for", dict(sent_by(page, "/account"))["made_for"])]
    switch(page, both, "EEM")

    page.send("/ik-ben-er-nog", old, status=204)
    page.send("/uitloggen", old)

    assert where(page.get("/account", status=302)).startswith("/inloggen")


def test_the_own_account_is_of_no_municipality(page, both):
    old = sent_by(page, "/account")
    switch(page, both, "EEM")

    grant = row_of(RoleGrant, user_id=both.id, municipality="LAR").id
    answer = page.send("/account/wissel", [*old, ("grant", str(grant))])

    assert "andere-gemeente" not in where(answer)


def test_a_role_that_one_has_no_more_is_told(page, both):
    told = text_of(page.get("/account/andere-gemeente?gemeente=BLA&rol=safety_team&verder=/werk"))

    assert "Die rol heeft u vandaag niet" in told


def test_a_form_without_a_case_is_kept_per_municipality(page, both):
    url = draft_url_of(page, "/aanmelden")
    keep(page, url, sent_by(page, "/aanmelden", occasion=WORDS))

    switch(page, both, "EEM")
    assert shown(page, "/aanmelden", "occasion") == ""

    switch(page, both, "LAR")
    assert shown(page, "/aanmelden", "occasion") == WORDS


def test_another_user_at_this_browser_can_neither_send_nor_read_them(page, member, summary, number):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    page.never = (WORDS,)
    log_in_anew(page, a_user())
    before = stored()

    answer = page.send(summary, sent, status=403)
    refused = keep(page, f"/concept?form=cases.plan_texts&number={number}", sent, status=403)

    assert "Dit scherm is van iemand anders" in text_of(answer)
    assert "iemand anders" in refused["said"]
    assert rows_of(FormDraft) == []
    assert stored() == before


def test_a_mark_that_somebody_made_is_no_mark(page, member, summary):
    sent = dict(sent_by(page.log_in(member), summary, picture=WORDS))
    url = draft_url_of(page, summary)
    page.post("/uitloggen", at="/account")

    for mark in ("", "verzonnen", sent["made_for"][:-2]):
        keep(page, url, list({**sent, "made_for": mark}.items()), status=400)
        answer = page.send(summary, list({**sent, "made_for": mark}.items()))
        assert where(answer) == f"/inloggen?verder={summary}"

    assert rows_of(FormDraft) == []


def test_a_mark_of_yesterday_does_not_count(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    url = draft_url_of(page, summary)

    with clock.stopped_at(clock.now() + timedelta(hours=23, minutes=59)):
        assert keep(page, url, sent)["saved_at"]
    with clock.stopped_at(clock.now() + timedelta(hours=24, minutes=1)):
        assert "te oud" in keep(page, url, sent, status=400)["said"]


def test_each_field_with_a_secret_is_kept_nowhere(app):
    fields = {
        name
        for form in every_form()
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordField
    }

    assert fields
    assert fields <= SECRET


def test_a_draft_that_is_too_long_is_told(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture="x" * 60_001)

    said = keep(page, draft_url_of(page, summary), sent, status=413)["said"]

    assert "te lang" in said


def test_words_about_a_case_that_is_not_ones_own_are_not_kept(page, member, number, summary):
    stranger = a_user()
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    mark = dict(page.form(page.log_in(stranger).get("/aanmelden").text, "/aanmelden"))["made_for"]
    sent = list({**dict(sent), "made_for": mark}.items())

    keep(page, f"/concept?form=cases.plan_texts&number={number}", sent, status=404)


def test_a_draft_is_thrown_away_with_one_press(page, member, summary):
    page.log_in(member)
    keep(page, draft_url_of(page, summary), sent_by(page, summary, picture=WORDS))

    away = draft_url_of(page, summary).replace("/concept?", "/concept/weg?")
    answer = page.send(away, sent_by(page, summary))

    assert where(answer) == summary
    assert shown(page, summary) == ""
    assert rows_of(FormDraft) == []


# --- once


def test_a_second_press_is_answered_as_the_first(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    first = page.send(summary, sent)
    before = stored()

    second = page.send(summary, sent)

    assert where(second) == where(first)
    assert "Dit had u al vastgelegd." in text_of(page.get(where(second)))
    assert stored() == before


def test_of_two_presses_at_once_the_slower_is_answered_as_the_first(page, member, summary):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    first = page.send(summary, sent)
    before = stored()
    with direct_write(), transaction() as session:  # the first was not led anywhere yet
        session.execute(sa.update(Submission).values(led_to=None))

    second = page.send(summary, sent)

    assert where(second) == where(first)
    assert stored() == before


def test_other_words_in_a_form_that_was_sent_are_no_second_press(page, member, number):
    url = f"/casussen/{number}/doelen/nieuw"
    sent = sent_by(page.log_in(member), url, domain="HUI", text="Zij houdt haar woning.")
    page.send(url, sent)

    page.send(url, list({**dict(sent), "text": "Zij betaalt de huur."}.items()))

    plan = text_of(page.get(f"/casussen/{number}/plan"))
    assert "Zij houdt haar woning." in plan
    assert "Zij betaalt de huur." in plan


def test_two_editors_of_what_has_no_version_see_the_words_of_both_too(page, app):
    organisation = an_organisation(name="Stichting Rietkraag")
    url = f"/beheer/partners/{organisation}/wijzigen"
    page.log_in(a_user(Role.ADMIN))
    mine = sent_by(page, url, name="Stichting Rietkraag Gooi", reason="Fusie")
    page.send(url, sent_by(page, url, name="Stichting Riet", reason="Nieuwe naam"))

    answer = page.send(url, mine, status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(answer)
    assert "Er staat nu: Stichting Riet" in text_of(answer)
    again = page.form(answer.text, url)
    assert dict(again)["name"] == "Stichting Rietkraag Gooi"
    page.send(url, again)


# --- a busy store, and what is too large


def test_a_busy_store_gives_the_words_back_and_says_how_long_to_wait(
    page, member, summary, monkeypatch
):
    sent = sent_by(page.log_in(member), summary, picture=WORDS)
    with monkeypatch.context() as busy:
        busy.setattr("pga.cases.services.plan.find_case", away)
        answer = page.send(summary, sent, status=503)

    assert answer.headers["Retry-After"] == "30"
    told = text_of(answer)
    assert "Wacht een halve minuut" in told
    assert WORDS in told
    (form,) = [one for one in posts_of(answer.text) if one.attrs.get("action") == summary]
    page.send(summary, list(sent_by_form(form)))
    assert shown(page, summary) == WORDS


def test_a_busy_store_gives_no_secret_back(page, member, monkeypatch):
    page.log_in(member)
    new = "andere geheime woorden"
    sent = sent_by(page, "/account", current="zeven geheime woorden", new=new, repeat=new)
    with monkeypatch.context() as busy:
        busy.setattr("pga.accounts.services.change_password", away)
        answer = page.send("/account", sent, status=503)

    assert "geheime woorden" not in answer.text


def away(*_, **__):
    raise OperationalError("x", {}, Exception("x"))


def test_a_file_that_is_too_large_is_told_in_its_own_words(page, app):
    page.log_in(a_user(Role.ADMIN))
    body = b"--x\r\n" + b"y" * (2 * 1024 * 1024)

    answer = outside(
        lambda: page.client.post(
            "/beheer/huisstijl/logo", data=body, content_type="multipart/form-data; boundary=x"
        )
    )

    assert answer.status_code == 413
    assert "Dit bestand is te groot" in text_of(answer)
    assert "hoogstens 2 MB" in text_of(answer)


# --- two editors of one text


def test_two_editors_of_one_text_see_the_words_of_both(page, member, summary):
    page.log_in(member)
    page.send(summary, sent_by(page, summary, picture="De huur.", view="Ik red het."))
    mine = sent_by(page, summary, picture="De huur en de buren.", reason="Meer.")
    theirs = sent_by(
        page, summary, picture="De huur is betaald.", view="Het gaat beter.", reason="Nieuw."
    )
    page.send(summary, theirs)

    answer = page.send(summary, mine, status=200)

    told = text_of(answer)
    assert "Dit is veranderd sinds u dit opende." in told
    assert "Er staat nu: De huur is betaald." in told
    fields = dict(page.form(answer.text, summary))
    assert fields["picture"] == "De huur en de buren."
    assert fields["view"] == "Het gaat beter."
    page.send(summary, list(fields.items()))
    assert shown(page, summary) == "De huur en de buren."
    assert shown(page, summary, "view") == "Het gaat beter."
