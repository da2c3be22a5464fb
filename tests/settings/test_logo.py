import io
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.privacy import once
from pga.privacy.events import Event
from pga.settings import services
from pga.settings.models import Image, Setting
from pga.settings.reading import get_setting, look_of
from pga.settings.reading.logo import get_picture
from pga.settings.rules.bounds import SettingFault
from pga.settings.rules.png import MOST_BYTES, read_png
from tests.builders import a_user
from tests.settings.pictures import a_png, chunk
from tests.support.inspector import header_problems
from tests.support.pages import Page, outside, text_of
from tests.support.rows import fingerprint, lines, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=30)
URL = "/beheer/huisstijl/logo"
TOWN = "/beheer/gemeente"
WHY = {"reason": "Nieuwe huisstijl"}
PICTURE = read_png(a_png())
OTHER = read_png(a_png(drawn=b"\x09"))
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN).actor


def show(actor, picture=PICTURE, *, from_on=TODAY, after=0, reason="Besluit"):
    """Show a logo; ``after`` is in minutes, since each line has its own moment."""
    with clock.stopped_at(NOW + timedelta(minutes=after)):
        services.change_logo(actor, picture, from_on=from_on, reason=reason)


def problems(act, *args, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        act(*args, **more)
    assert fingerprint() == before
    return caught.value.problems


def test_a_logo_is_shown_from_its_day_with_a_line(admin):
    show(admin)
    show(admin, OTHER, from_on=LATER, after=1)

    assert look_of("LAR").logo == PICTURE.digest
    assert look_of("EEM").logo == ""
    for picture in (PICTURE, OTHER):
        assert get_picture(admin, picture.digest) == picture.content
    assert "logo" in lines(Event.SETTING_CHANGED)[-1].fields.split(",")
    with clock.stopped_at(NOW + timedelta(days=30)):
        assert look_of("LAR").logo == OTHER.digest


def test_a_logo_goes_by_a_new_line_and_comes_back_without_a_second_picture(admin):
    show(admin)
    show(admin, None, after=1)
    assert look_of("LAR").logo == ""
    show(admin, after=2)

    assert look_of("LAR").logo == PICTURE.digest
    assert len(rows_of(Image)) == 1
    assert len(get_setting(admin, "logo").lines) == 3


def test_what_is_wrong_is_refused_and_nothing_is_written(admin):
    assert problems(show, admin, None) == {"picture": SettingFault.SAME}
    assert problems(show, admin, reason=" ") == {"reason": SettingFault.NO_REASON}
    past = TODAY - timedelta(days=1)
    assert problems(show, admin, from_on=past) == {"from_on": SettingFault.PAST}
    show(admin)
    assert problems(show, admin, after=1) == {"picture": SettingFault.SAME}


@pytest.mark.both
def test_a_form_that_comes_twice_counts_once(admin):
    with once.handing_in(admin.id, "k1"):
        show(admin)

    with pytest.raises(AlreadyDone), once.handing_in(admin.id, "k1"):
        show(admin, OTHER, after=1)
    assert len(rows_of(Setting)) == 1


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
def test_only_the_beheerder_changes_the_logo(stopped, role):
    with pytest.raises(Refused):
        show(a_user(role).actor)
    assert rows_of(Image) == rows_of(Setting) == []


def test_a_picture_of_another_municipality_is_not_there(admin):
    show(admin)

    assert get_picture(a_user(municipality="EEM").actor, PICTURE.digest) is None
    assert get_picture(a_user().actor, PICTURE.digest) is not None


# --- pages


def send(page, sent, *, status=302, **more):
    """Send a file as a browser does: one form in parts."""
    typed = {**dict(page.form(page.get(URL).text, URL)), **WHY, **more}
    typed["picture"] = (io.BytesIO(sent), "logo.png")
    return page._seen(outside(lambda: page.client.post(URL, data=typed)), status)


@pytest.fixture
def beheerder(app, page):
    return page.log_in(a_user(Role.ADMIN))


@ONLY_SQLITE
def test_a_sent_logo_stands_above_each_page_of_each_colleague(beheerder, app):
    send(beheerder, a_png(extra=chunk(b"tEXt", b"Author\0iemand"), behind=b"<script>"))

    colleague = Page(app).log_in(a_user())
    shown = colleague.get("/werk").text
    src = f"/logo/{PICTURE.digest}.png"
    assert f'src="{src}" alt="Gemeente Laren"' in shown
    answer = outside(lambda: colleague.client.get(src))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data == PICTURE.content
    assert header_problems(answer.headers, cached=True) == []
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert outside(lambda: colleague.client.get(src, headers=again)).status_code == 304


@ONLY_SQLITE
def test_who_is_not_here_gets_no_picture(beheerder, app):
    send(beheerder, a_png())
    src = f"/logo/{PICTURE.digest}.png"
    elsewhere = Page(app).log_in(a_user(municipality="EEM"))

    elsewhere.get(src, status=404)
    elsewhere.get(f"/logo/{'0' * 64}.png", status=404)
    assert outside(lambda: Page(app).client.get(src)).status_code == 302


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "Kies een bestand, of kies voor geen logo."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Dit is geen PNG."),
        (a_png()[:-5], "Dit bestand is niet heel."),
        (a_png(behind=bytes(MOST_BYTES)), "Dit bestand is te groot"),
    ],
)
def test_what_is_no_logo_is_said_beside_the_field(beheerder, sent, said):
    assert said in text_of(send(beheerder, sent, status=200))
    assert rows_of(Image) == rows_of(Setting) == []


@ONLY_SQLITE
def test_a_file_and_no_logo_is_one_too_many(beheerder):
    said = text_of(send(beheerder, a_png(), none="y", status=200))

    assert "niet allebei" in said


@ONLY_SQLITE
def test_no_logo_and_a_coming_one_withdrawn(beheerder):
    send(beheerder, a_png())
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        beheerder.post(URL, {"none": "y", "from_on": "24-12-2026", **WHY})
    assert "geen logo" in text_of(beheerder.get(TOWN))
    back = f"{URL}/2026-12-24/intrekken"
    with clock.stopped_at(NOW + timedelta(minutes=2)):
        beheerder.post(back, WHY)

    assert "geen logo" not in text_of(beheerder.get(TOWN))
    beheerder.get(back, status=404)


@ONLY_SQLITE
def test_a_form_that_is_too_large_is_refused(beheerder):
    sent = {"data": bytes(3_000_000), "content_type": "multipart/form-data; boundary=x"}

    answer = outside(lambda: beheerder.client.post(URL, **sent))
    assert answer.status_code == 413
    assert rows_of(Image) == []
