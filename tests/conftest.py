pytest_plugins = (
    "tests.support.postgres",
    "tests.support.browser",
    "tests.support.stores",
    "tests.support.pages",
)
