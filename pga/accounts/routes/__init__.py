"""Pages of people: logging in, the own account, and the accounts that a beheerder keeps."""

from pga.accounts.routes import approvals, links, login, users, words
from pga.accounts.routes.blueprint import bp
from pga.accounts.routes.login import device_of, safe_target

__all__ = ["approvals", "bp", "device_of", "links", "login", "safe_target", "users", "words"]
