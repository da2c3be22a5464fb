import pytest

from tests.support.browser import NARROW
from tests.support.server import serving
from tests.support.test_inspector import GOOD, HEADERS

pytestmark = pytest.mark.browser

LINK = '<a href="#inhoud">Naar de inhoud</a>'  # alone it is a small target
MAIN = GOOD.replace("<body>", "<body><main>").replace("</body>", "</main></body>")
PAGES = {
    "/": MAIN.replace(LINK, f"<p>Ga {LINK} toe.</p>"),
    "/onclick": GOOD.replace("<button>", '<button onclick="x()">'),
    "/elsewhere": GOOD.replace("/logo.png", "https://elsewhere.example/logo.png"),
    "/wide": GOOD.replace("<h1>", '<table width="2000"><tr><td>x</table><h1>'),
    "/nameless": GOOD.replace(' aria-label="Reden"', ""),
    "/throws": GOOD.replace("/pga.js", "/throws.js"),
}


def application(environ, start_response):
    path = environ["PATH_INFO"]
    kinds = {".js": "text/javascript", ".png": "image/svg+xml", ".svg": "image/svg+xml"}
    kind = kinds.get(path[path.rfind(".") :] if "." in path else "", "text/html")
    body = PAGES.get(path, "throw new Error('stuk')" if path == "/throws.js" else "")
    if kind == "image/svg+xml":
        body = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    start_response("200 OK", [("Content-Type", f"{kind}; charset=utf-8"), *HEADERS.items()])
    return [body.encode()]


@pytest.fixture(scope="module")
def address():
    with serving(application) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_good_page_passes_under_the_strict_policy(open_page, address, scheme):
    tab = open_page(address, width=NARROW, scheme=scheme)

    tab.check()

    assert tab.page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    assert tab.page.evaluate("innerWidth") == NARROW


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/onclick", "Content Security Policy"),
        ("/elsewhere", "Content Security Policy"),
        ("/wide", "wider than its window"),
        ("/nameless", "label: Form elements must have labels"),
        ("/throws", "pageerror: stuk"),
    ],
)
def test_a_fault_is_seen(open_page, address, path, problem):
    tab = open_page(address + path)

    with pytest.raises(AssertionError, match=problem):
        tab.check()


def test_another_machine_is_out_of_reach(open_page):
    tab = open_page()

    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        tab.page.goto("https://elsewhere.example/")


def test_text_can_be_enlarged(open_page, address):
    tab = open_page(address)
    before = tab.page.locator("h1").bounding_box()["height"]

    tab.text_at(200)

    assert tab.page.locator("h1").bounding_box()["height"] > 1.5 * before
