"""The page where a colleague chooses a password with a one-time link."""

from flask import flash, redirect, render_template, url_for

from pga.accounts import labels
from pga.accounts.forms import ChoosePasswordForm
from pga.accounts.routes.blueprint import Page, bp
from pga.accounts.services.links import LinkEnded, choose_password
from pga.accounts.session import login_rules
from pga.core.errors import Invalid
from pga.web.guards import open_page


@bp.route("/eerste-wachtwoord", methods=["GET", "POST"])
@open_page("a colleague with a one-time link has no password yet")
def first_password() -> Page:
    """Let who holds a code choose a password; all codes that open nothing get one answer."""
    form = ChoosePasswordForm()
    if form.validate_on_submit():
        try:
            username = choose_password(form.code.data, form.new.data, rules=login_rules())
        except LinkEnded:
            form.problem("code", labels.LINK_ENDED)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.PASSWORD)
        else:
            flash(f"Uw wachtwoord is bewaard. Log nu in als {username}.", "fine")
            return redirect(url_for("accounts.login"))
    return render_template(
        "accounts/first_password.html",
        form=form,
        title_prefix="Fout: " if form.faults() else "",
    )
