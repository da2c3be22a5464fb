import os

from hypothesis import settings

from tests.support.memory import quick_folder

pytest_plugins = (
    "tests.support.measuring",
    "tests.support.order",
    "tests.support.postgres",
    "tests.support.stores",
    "tests.support.old_store",
    "tests.support.pages",
    "tests.support.browser",
)

# Tests never time: a busy machine is not a fault of a rule.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# The folders of tests lie where the stores do: who founds an installation waits for no disk.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(quick_folder()))
