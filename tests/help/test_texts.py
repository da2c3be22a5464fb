import re
from collections import Counter
from pathlib import Path

import pytest

from pga.access.permissions import Role
from pga.accounts.labels import ROLE
from pga.cases import labels
from pga.cases.rules.states import State
from pga.help.labels.screens import FAILURE, GROUPS, IN_DEMO_ONLY, SCREENS, screens_of
from pga.help.labels.words import WORDS
from tests.support.some import some

NO_PAGE = {
    "static": "a file",
    "worklist.home": "leads on",
    "accounts.end_session": "leads on",
    "accounts.logout": "leads on",
    "accounts.moved": "leads on",
    "accounts.codes_kept": "leads on",
    "accounts.link_given": "leads on",
    "accounts.still_here": "an empty answer",
    "accounts.switch": "leads on",
    "accounts.withdraw_approval": "leads on",
    "accounts.end_stand_in": "leads on",
    "accounts.disable": "leads on",
    "accounts.enable": "leads on",
    "signals.join": "leads on",
    "settings.theme": "a style sheet",
    "settings.logo": "a picture",
    "worklist.seen": "leads on",
    "worklist.all_seen": "leads on",
    "cases.concept_seen": "leads on",
    "cases.action_done": "leads on",
    "cases.outcome_back": "leads on",
    "cases.withdraw_proposal": "leads on",
    "accounts.keep_words": "an answer for the script",
    "accounts.discard_words": "leads on",
    "worklist.turn_work": "leads on",
    "cases.turn_index": "leads on",
    "cases.turn_recent": "leads on",
    "cases.turn_actions": "leads on",
    "cases.calendar_file": "a file",
    "cases.letter_file": "a file",
    "cases.withdraw_letter": "leads on",
    "cases.reorder_meeting": "leads on",
}
TEXTS = [*dict.fromkeys(SCREENS.values()), FAILURE]
KNOWN = {word.casefold(): meaning for group in WORDS.values() for word, meaning in group.items()}
ALL = [meaning for group in WORDS.values() for meaning in group.values()]
OTHER_VOICE = re.compile(r"succesvol|helaas|!|\blet op\b|\bgebruiker moet\b", re.IGNORECASE)
FORM_TERMS = """
    aanmeldende organisatie, aanleiding, betreft, spoed, leefgebied, gezaghebbende, criteria,
    noodzaak, proportionaliteit, subsidiariteit, uitkomst, motivering, terugkoppeling,
    procesregisseur, casusregisseur, koppeling, termijn, inzage, wijziging, concept,
    tweede factor, herstelcode
""".replace("\n", " ").split(",")


def words_of(sentence):
    return re.findall(r"[\w’-]+", sentence)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_each_endpoint_that_shows_a_page_has_its_help(app):
    assert app.view_functions.keys() - NO_PAGE.keys() - SCREENS.keys() == set()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_no_help_is_about_an_endpoint_that_is_gone(app):
    assert (SCREENS.keys() | NO_PAGE.keys()) - app.view_functions.keys() == set()


@pytest.mark.parametrize("screen", TEXTS, ids=lambda screen: screen.slug)
def test_a_help_is_two_to_five_short_sentences(screen):
    lengths = [len(words_of(sentence)) for sentence in screen.sentences]

    assert 2 <= len(lengths) <= 5
    assert sum(lengths) / len(lengths) <= 20
    assert all(re.fullmatch(r"[A-Z][^.]*\.", sentence) for sentence in some(screen.sentences))


def test_each_text_has_a_place_of_its_own_and_stands_in_one_group():
    assert Counter(screen.slug for screen in TEXTS).most_common(1)[0][1] == 1
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", screen.slug) for screen in TEXTS)
    shown = [screen for group in GROUPS for screen in screens_of(group)]
    assert {*shown, *screens_of(IN_DEMO_ONLY)} == set(TEXTS)
    assert [screen.slug for screen in screens_of(IN_DEMO_ONLY)] == ["onderdelen"]


@pytest.mark.parametrize("state", State)
def test_the_words_explain_each_state(state):
    assert labels.STATE[state].casefold() in KNOWN


@pytest.mark.parametrize("role", Role)
def test_the_words_explain_each_role(role):
    assert ROLE[role].casefold() in KNOWN


@pytest.mark.parametrize("level", labels.LEVEL.values())
def test_the_words_explain_each_step_of_the_ladder(level):
    assert level.casefold() in KNOWN


@pytest.mark.parametrize("outcome", [*labels.OUTCOME.values(), *labels.LEGAL_TEST.values()])
def test_the_words_explain_the_weging(outcome):
    assert outcome.casefold() in KNOWN


@pytest.mark.parametrize("term", [term.strip() for term in FORM_TERMS])
def test_the_words_explain_the_terms_of_the_forms(term):
    assert term in KNOWN


def test_a_meaning_is_a_plain_sentence_or_two():
    assert ALL
    assert len(ALL) == len(KNOWN)
    assert [one for one in ALL if not re.fullmatch(r"[A-ZÉ].*\.", one)] == []
    assert [one for one in ALL if len(words_of(one)) > 25] == []


@pytest.mark.parametrize("text", [*ALL, *(s for screen in TEXTS for s in screen.sentences)])
def test_the_help_speaks_with_one_voice(text):
    assert not OTHER_VOICE.search(text)


def test_the_guide_names_what_stands_on_the_screens():
    root = Path(__file__).parents[2]
    guide = (root / "docs" / "handleiding.md").read_text("utf-8")
    sources = [*root.glob("templates/**/*.html"), *root.glob("pga/**/*.py")]
    screens = " ".join(" ".join(source.read_text("utf-8") for source in sources).split())

    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide))

    assert len(named) > 20
    assert {name for name in named if name not in screens} == set()


def test_the_guide_speaks_with_one_voice():
    guide = (Path(__file__).parents[2] / "docs" / "handleiding.md").read_text("utf-8")

    assert OTHER_VOICE.findall(guide.replace("![", "[")) == []
