"""The roof: put the rooms together. Only this room reads the settings of the installation."""

from pathlib import Path
from typing import Final

from flask import Flask

from config import Kind, Settings
from pga.accounts import session as accounts_session
from pga.accounts.routes import bp as accounts_bp
from pga.accounts.routes.blueprint import APPROVAL_DAYS, MUNICIPALITIES, WORKPLACES
from pga.accounts.routes.words import REACH
from pga.app import failures, frame, gate, stores
from pga.app.parts import bp as parts_bp
from pga.cases.reading.finding import reaches
from pga.cases.reading.preview import count_holders, preview_setting
from pga.cases.routes import bp as cases_bp
from pga.core.database import db
from pga.help.routes import bp as help_bp
from pga.oversight.routes import bp as oversight_bp
from pga.partners.reading import list_workplaces
from pga.partners.routes import bp as partners_bp
from pga.reports.routes import bp as reports_bp
from pga.settings.reading import approval_days, municipality_names
from pga.settings.routes import HOLDERS, PREVIEW
from pga.settings.routes import bp as settings_bp
from pga.signals.routes import bp as signals_bp
from pga.web import filters, headers
from pga.web.guards import open_page, refuse_unguarded
from pga.web.incoming import read_addresses
from pga.worklist.routes import bp as worklist_bp

HERE: Final = Path(__file__).parents[1]
ROOT: Final = HERE if (HERE / "templates").is_dir() else HERE.parent
LARGEST_FORM: Final = 2 * 1024 * 1024
"""In bytes; a form with the longest narratives stays far below it."""

ROOMS: Final = (
    accounts_bp,
    worklist_bp,
    cases_bp,
    signals_bp,
    oversight_bp,
    reports_bp,
    settings_bp,
    partners_bp,
    help_bp,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the app for one installation; refuses an unsafe, unknown or unguarded one."""
    settings = settings or Settings.from_environment()
    app = failures.House(
        "pga",
        template_folder=ROOT / "templates",
        static_folder=ROOT / "static",
        instance_path=str(settings.heads.parent.resolve()),
    )
    read_addresses(app.url_map)
    _configure(app, settings)
    db.init_app(app)
    stores.open_stores(app, settings)
    accounts_session.init_app(app, stores.login_rules(settings))
    headers.init_app(app, https=settings.https)
    filters.init_app(app)
    frame.init_app(app, settings)
    failures.init_app(app)
    app.extensions[REACH] = reaches
    app.extensions[WORKPLACES] = list_workplaces
    app.extensions[APPROVAL_DAYS] = approval_days
    app.extensions[MUNICIPALITIES] = municipality_names
    app.extensions[PREVIEW] = preview_setting
    app.extensions[HOLDERS] = count_holders
    for blueprint in ROOMS:
        app.register_blueprint(blueprint)
    if settings.kind is Kind.DEMO:
        app.register_blueprint(parts_bp)
    gate.init_app(app)
    open_page("the files of the look: no data")(app.view_functions["static"])
    refuse_unguarded(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        **stores.engine_settings(settings.database),
        SESSION_COOKIE_NAME="__Host-pga" if settings.https else "pga",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.trim_blocks = False
    app.jinja_env.autoescape = True
