from tests.support.browser import browser, open_page
from tests.support.postgres import postgres

__all__ = ["browser", "open_page", "postgres"]
