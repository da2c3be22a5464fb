"""The steps of a case by the screens, each as somebody at a browser takes it; all invented."""

from datetime import timedelta

from pga.cases.labels import DOMAIN
from pga.cases.rules.domains import LifeDomain, Score
from pga.core import clock
from tests.journeys.conftest import Visitor
from tests.journeys.fields import a_weging, today
from tests.support.some import some


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


def shows(visitor: Visitor, *words: str) -> None:
    """Fail unless the page says all of this."""
    page = " ".join(visitor.page.locator("body").inner_text().split())
    missing = [one for one in some(words) if one not in page]
    assert not missing, f"{visitor.path()} lacks {missing}:\n{page}"


def hides(visitor: Visitor, *words: str) -> None:
    """Fail when the page holds any of this, seen or not."""
    source = visitor.page.content()
    assert [one for one in some(words) if one in source] == [], visitor.path()


def sends(visitor: Visitor, button: str) -> Visitor:
    """Press a button and fail when the page comes back with a fault."""
    visitor.press(button)
    faults = visitor.page.locator(".summary li").all_inner_texts()
    assert faults == [], f"{visitor.path()}: {faults}"
    return visitor


def choose(visitor: Visitor, name: str, words: str) -> Visitor:
    """Choose from a list the first that begins with these words."""
    options = visitor.page.locator(f'[name="{name}"] option')
    found = [one for one in options.all() if one.inner_text().strip().startswith(words)]
    assert found, f"{words}: {options.all_inner_texts()}"
    visitor.page.select_option(f'[name="{name}"]', found[0].get_attribute("value"))
    return visitor


def tick(visitor: Visitor, name: str, *words: str, on: bool = True) -> Visitor:
    """Tick each of these in a group of boxes, or take the tick away."""
    for one in words:
        box = visitor.page.locator(f'label.choice:has([name="{name}"])', has_text=one)
        fold = box.locator("xpath=ancestor::details[not(@open)]")
        if fold.count():
            fold.first.locator("summary").first.click()
        box.locator("input").set_checked(on)
    return visitor


def opens(visitor: Visitor, number: str) -> Visitor:
    """Come back to a case by the list of cases."""
    visitor.press("Casussen").press(number)
    return visitor


def registers(visitor: Visitor, fields: dict) -> str:
    """Hand an aanmelding in and return the number of the case."""
    sends(visitor.begin("Aanmelding").fill(fields), "Aanmelding indienen")
    number = visitor.path().rsplit("/", 1)[1]
    shows(visitor, f"De aanmelding is vastgelegd als {number}.", "Start de weging")
    return number


def weighs(visitor: Visitor, director: str, **changes: str) -> None:
    """Begin the weging from the case, and admit."""
    sends(visitor.press("Begin"), "Start de weging")
    visitor.fill(a_weging("admitted", **changes))
    sends(choose(visitor, "procesregisseur", director), "Besluit vastleggen")
    shows(visitor, "De uitkomst is vastgelegd: Toelaten.")


def feeds_back(visitor: Visitor, number: str) -> None:
    """Tell the referrer the outcome, from the page of that duty."""
    visitor.go(f"/casussen/{number}/terugkoppeling")
    sends(visitor.fill({"ended_as": "given", "on": today()}), "Leg de terugkoppeling vast")


def links(visitor: Visitor, number: str, colleague: str) -> None:
    visitor.turn_to("Dossier", "Betrokken collega’s")
    choose(visitor, "user_id", colleague).fill({"reason": "Doet de outreach."})
    sends(visitor, "Koppel de collega")
    shows(visitor, "De collega is gekoppeld.")
    visitor.turn_to("Overzicht")


def asks(visitor: Visitor, *partners: str) -> None:
    """Ask partners together whether the person is known, and come back at the round."""
    visitor.press("Vraag de partners")
    tick(visitor, "partner", *partners)
    asked = {
        "purpose": "known",
        "question": "Is deze persoon bij u bekend?",
        "means": "secure_mail",
    }
    sends(visitor.fill(asked), "Leg vast en maak de teksten")
    texts = [one.input_value() for one in visitor.page.locator("textarea[readonly]").all()]
    missing = [one for one in some(partners) if sum(one in text for text in texts) != 1]
    assert missing == [], texts
    visitor.press("Naar de informatieronde")
    shows(visitor, *partners, "Wacht op antwoord")


def answers(visitor: Visitor, partner: str, answer: str) -> None:
    visitor.press(f"Antwoord vastleggen van {partner}")
    sends(visitor.fill({"answer": answer}), "Leg het antwoord vast")


def contributes(visitor: Visitor, fact: str, **changes: str) -> None:
    """Write down what a partner told; the form stands open."""
    told = {
        "fact": fact,
        "source": "Eigen administratie",
        "manner": "own_work",
        "facts_on": today(),
        "about": "social",
        "visibility": "overleg",
        "onward": "no",
    }
    sends(visitor.fill({**told, **changes}), "Leg de bijdrage vast")


def tells(visitor: Visitor, ear: str, by: str, means: str = "talk") -> None:
    """Record that somebody was told, from the page *Informeren*."""
    visitor.press("Brief of gesprek vastleggen")
    choose(tick(visitor, "ears", ear), "told_by", by)
    told = {"means": means, "told_on": today(), "note": "Verteld wat er komt.", "whole": "y"}
    sends(visitor.fill(told), "Leg vast")


def sets_goal(visitor: Visitor, domain: LifeDomain, text: str, words: str) -> None:
    visitor.press("Nieuw doel")
    choose(visitor, "domain", DOMAIN[domain])
    goal = {"text": text, "words": words, "target_on": day(90), "status": "now"}
    sends(visitor.fill(goal), "Bewaar het doel")


def acts_on(visitor: Visitor, goal: str, text: str, *, kind: str, owner: str) -> None:
    """Put an action below a goal."""
    visitor.press(f"Actie erbij bij {goal}")
    choose(visitor, "owner", owner).fill({"text": text, "kind": kind, "due_on": day(30)})
    sends(visitor, "Bewaar de actie")


def measures(visitor: Visitor, scores: dict[LifeDomain, Score]) -> None:
    """Make the 0-meting final, its form open; what is not named is not needed here."""
    for domain, score in scores.items():
        visitor.page.check(f'[name="score-{domain}"][value="{score}"]')
        why = {f"why-{domain}": "Het speelt elke week.", f"source-{domain}": "Huisbezoek"}
        why[f"source_on-{domain}"] = today()
        visitor.fill(why)
    sends(visitor, "De rest niet nodig")
    sends(visitor, "Maak definitief")


def plans_meeting(visitor: Visitor, number: str, *guests: str) -> None:
    """Plan a casusoverleg for today from the case, prepare it and send the invitations."""
    visitor.press("Naar de overleggen").press("Overleg plannen")
    assert visitor.page.is_checked(f'[name="cases"][value="{number}"]')
    when = {"on": today(), "begins": "14:00", "place": "Gemeentehuis, kamer 2"}
    sends(visitor.fill(when), "Zet het overleg op de kalender")
    visitor.press("Voorbereiden")
    visitor.fill({"purpose": "De rust terug in de straat, met hulp die past."})
    sends(tick(visitor, "invited", *guests), "Bewaar de voorbereiding")
    visitor.press("Uitnodigingen")


def invites(visitor: Visitor, name: str) -> None:
    sends(visitor, f"Per veilige mail verstuurd aan {name}")


def decides(visitor: Visitor, text: str, owner: str = "", due_on: str = "") -> None:
    """Type ``besluit → wie → wanneer`` on the shared screen."""
    if owner:
        choose(visitor, "owner", owner)
    sends(visitor.fill({"text": text, "due_on": due_on}), "Vastleggen")
    shows(visitor, text)


def closes_and_approves(visitor: Visitor, next_on: str) -> None:
    """Take the case off the screen, and approve its besluitenlijst."""
    sends(visitor.fill({"next_on": next_on}), "Klaar met deze casus")
    sends(visitor, "Stel de besluitenlijst vast")
    shows(visitor, "Vastgesteld")
