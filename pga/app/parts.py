"""The page with all parts side by side, in the demo only."""

from flask import Blueprint, render_template

from pga.web.guards import open_page

bp = Blueprint("parts", __name__)


@bp.get("/onderdelen")
@open_page("shows the look with invented words, in the demo only")
def index() -> str:
    """Show all parts."""
    return render_template("parts/index.html")
