"""The page where a colleague chooses a password with a one-time link."""

from flask import flash, redirect, render_template, url_for

from pga.accounts import labels
from pga.accounts.forms import ChoosePasswordForm
from pga.accounts.reading.links import find_link
from pga.accounts.routes.blueprint import Page, bp
from pga.accounts.services.links import LinkEnded, choose_password
from pga.accounts.session import login_rules
from pga.core.errors import Invalid
from pga.web.guards import open_page


@bp.route("/eerste-wachtwoord/<token>", methods=["GET", "POST"])
@open_page("a colleague with a one-time link has no password yet")
def first_password(token: str) -> Page:
    """Let who holds the link choose a password; all links that open nothing show one page."""
    link, form = find_link(token), ChoosePasswordForm()
    if link is None:
        return _ended()
    if form.validate_on_submit():
        try:
            choose_password(token, form.new.data, rules=login_rules())
        except LinkEnded:
            return _ended()
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.PASSWORD)
        else:
            flash("Uw wachtwoord is bewaard. Log nu in.", "fine")
            return redirect(url_for("accounts.login"))
    return render_template(
        "accounts/first_password.html",
        form=form,
        username=link.username,
        title_prefix="Fout: " if form.faults() else "",
    )


def _ended() -> Page:
    return render_template("accounts/link_ended.html"), 404
