"""The blueprint of accounts, and what its pages share."""

from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response

bp: Final = Blueprint("accounts", __name__)
Page = str | Response | tuple[str, int]
