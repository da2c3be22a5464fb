from hypothesis import settings

pytest_plugins = (
    "tests.support.measuring",
    "tests.support.postgres",
    "tests.support.browser",
    "tests.support.stores",
    "tests.support.pages",
)

# Tests never time: a busy machine is not a fault of a rule.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
