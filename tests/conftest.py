from hypothesis import settings

pytest_plugins = (
    "tests.measure.running",
    "tests.support.day",
    "tests.support.memory",
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
