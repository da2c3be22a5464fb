from types import SimpleNamespace

import pytest

from tests.support.inspector import PageInspector, header_problems, inspect

GOOD = """<!doctype html><html lang="nl">
<head><title>Casus</title><script src="/pga.js"></script></head>
<body><h1>Casus</h1><a href="#inhoud">Naar de inhoud</a>
<form method="post" id="inhoud"><input type="hidden" name="csrf_token" value="x">
<label for="naam">Naam</label><input id="naam" aria-describedby="hulp"><p id="hulp">Voluit</p>
<label>Wijk <select name="wijk"><option>Bijvanck</option></select></label>
<textarea aria-label="Reden"></textarea><input autocomplete="username" readonly hidden>
<img src="/logo.png" alt=""><svg aria-hidden="true"><use href="/icons.svg#klok"/></svg>
<button tabindex="-1" aria-hidden="true">Bewaar</button>
<button>Bewaar</button></form></body></html>"""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
        " base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def a_response(html=GOOD, *, status=200, mimetype="text/html", **headers):
    return SimpleNamespace(
        text=html, headers={**HEADERS, **headers}, status_code=status, mimetype=mimetype
    )


def test_a_good_page_has_no_problems():
    assert PageInspector(GOOD, HEADERS, secure=True).problems() == []


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ("<h1>Casus</h1>", "", "0 h1 on the page"),
        ("<h1>Casus</h1>", "<h1>a</h1><h1>b</h1>", "2 h1 on the page"),
        ("<title>Casus</title>", "<title> </title>", "no title"),
        (' lang="nl"', "", "no lang on html"),
        ('<p id="hulp">', '<p id="naam">', 'id="naam" stands 2 times'),
        ('<p id="hulp">', "<p>", '<input id="naam"> aria-describedby="hulp" points nowhere'),
        ('aria-label="Reden"', 'aria-labelledby="weg"', 'aria-labelledby="weg" points nowhere'),
        ('<label for="naam">', '<label for="weg">', '<label> for="weg" points nowhere'),
        ('<label for="naam">', '<label for="hulp">', '<input id="naam"> has no label'),
        ('href="#inhoud"', 'href="#weg"', '<a href="#weg"> points nowhere'),
        ("Naam</label>", "</label>", '<input id="naam"> has no label'),
        ("<label>Wijk", "<div>Wijk", '<select name="wijk"> has no label'),
        (' aria-label="Reden"', "", "<textarea> has no label"),
        ('value="x"', "", '<form id="inhoud"> posts without csrf_token'),
        ('name="csrf_token"', 'name="token"', '<form id="inhoud"> posts without csrf_token'),
        ("<h1>Casus", "<style>a{}</style><h1>Casus", "style element"),
        (' src="/pga.js"', "", "script without src"),
        ("<button>", '<button style="color:red">', "<button> has style="),
        ("<button>", '<button onclick="x()">', "<button> has onclick="),
        ('href="#inhoud"', 'href="javascript:x()"', "has a script in href="),
        (' alt=""', "", "<img> has no alt"),
        ('<svg aria-hidden="true">', '<svg role="img">', "<svg> has no alt"),
        ("<button>Bewaar", '<button><span aria-hidden="true">+</span>', "<button> has no text"),
        ("<button>Bewaar</button>", '<input type="submit">', "<input> has no text"),
        (' tabindex="-1"', "", "<button> has no text"),
        ("Naar de inhoud", "", '<a href="#inhoud"> has no text'),
        ("Voluit", "None", "the page says None"),
        ("Voluit", "{{ hint }}", "the page shows a template"),
        ("Voluit", "Zichtbaar", "the page knows Zichtbaar"),
    ],
)
def test_a_fault_is_seen(there, instead, problem):
    assert there in GOOD

    found = PageInspector(GOOD.replace(there, instead), never=["Zichtbaar"]).problems()

    assert any(problem in each for each in found), found


@pytest.mark.parametrize("name", HEADERS)
def test_an_absent_header_is_seen(name):
    headers = {key: value for key, value in HEADERS.items() if key != name}

    assert any(name in problem for problem in header_problems(headers, secure=True))


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'self' https://elsewhere.example"),
        ("style-src 'self'", "style-src *"),
        ("default-src 'none'; ", ""),
        ("img-src 'self'", "img-src *"),
        ("; require-trusted-types-for 'script'", ""),
        ("object-src 'none'", "object-src *"),
    ],
)
def test_a_wide_policy_is_seen(there, instead):
    name = "Content-Security-Policy"

    assert header_problems(HEADERS | {name: HEADERS[name].replace(there, instead)})


def test_a_static_file_may_be_kept():
    assert header_problems(HEADERS | {"Cache-Control": "max-age=3600"}, cached=True) == []


def test_the_page_tells_all_its_faults_together():
    with pytest.raises(AssertionError) as failure:
        PageInspector("<p onclick='x()'>", HEADERS).check()

    assert str(failure.value).splitlines() == [
        "The page is not right:",
        "0 h1 on the page",
        "no title",
        "no lang on html",
        "<p> has onclick=",
    ]


def test_a_response_is_inspected_by_what_it_is():
    inspect(a_response())
    inspect(a_response("<p>Redirecting", status=302))
    inspect(a_response("", status=204))
    inspect(a_response("a;b", mimetype="text/csv"))

    with pytest.raises(AssertionError, match="Referrer-Policy"):
        inspect(a_response("a;b", mimetype="text/csv", **{"Referrer-Policy": "origin"}))
    with pytest.raises(AssertionError, match="0 h1"):
        inspect(a_response("<p>Kaal"))


def test_a_tag_that_was_never_opened_is_passed_over():
    assert "0 h1 on the page" in PageInspector("</div><circle/><p>x</p>").problems()


def test_a_label_names_a_region_and_stands_for_a_button():
    page = PageInspector(
        '<aside aria-label="Naast"><button aria-label="Sluit">x</button><p>None</p></aside>'
    )

    assert page.root.text() == "Naast Sluit None"
    assert "the page says None" in page.problems()
