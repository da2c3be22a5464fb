"""The page with all parts side by side, in the demo only."""

from flask import Blueprint, render_template, url_for
from wtforms import BooleanField

from pga.accounts.handshake import untouched
from pga.core import clock
from pga.privacy.drafts import LIFE, Draft
from pga.web.forms import BaseForm, Choice, Day, Opening, Picked, Several, Story, TextLine
from pga.web.guards import open_page

bp = Blueprint("parts", __name__)


class PartsForm(BaseForm):
    """Each kind of field once."""

    name = TextLine("Naam")
    day = Day("Datum", hint="Bijvoorbeeld 23-11-2026")
    wrong_day = Day("Datum van het contact")
    kind = Picked("Soort", [("visit", "Huisbezoek"), ("phone", "Telefoon")])
    story = Story("Kort verslag", hint="Feiten met datum en bron, geen oordelen.")
    agreed = Choice(
        "Akkoord met het plan?",
        [("yes", "Akkoord"), ("no", "Niet akkoord"), ("could_not", "Kon niet antwoorden")],
    )
    domains = Several(
        "Leefgebieden met zorgen",
        [("FIN", "Financiën"), ("HUI", "Huisvesting"), ("GGZ", "Geestelijke gezondheid")],
    )
    about_other = BooleanField("Deze tekst gaat ook over een ander")


@bp.get("/onderdelen")
@open_page("shows the look with invented words, in the demo only")
def index() -> str:
    """Show all parts."""
    form = PartsForm(name="Alex de Voorbeeld", agreed="yes", domains=["FIN"])
    form.wrong_day.raw_data = ["31-11-2026"]
    form.wrong_day.errors = ["31 november bestaat niet. Bedoelt u 30 november?"]
    now = clock.now()
    form.opening = Opening(
        place=None,
        sent=False,
        now=[],
        stands={},
        offer=untouched,
        draft=Draft([], now, now + LIFE),
        draft_url=url_for("accounts.keep_words", form="parts.index"),
    )
    return render_template("parts/index.html", form=form, today=clock.today())
