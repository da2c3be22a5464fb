from pga.core.errors import AlreadyDone, Invalid, StaleDossier, StepBlocked


def test_a_step_that_is_blocked_says_all_that_is_missing_in_order():
    blocked = StepBlocked(["criteria_met", "route_named"])

    assert blocked.missing == ("criteria_met", "route_named")
    assert str(blocked) == "criteria_met, route_named"


def test_what_cannot_be_so_says_which_field_and_why():
    invalid = Invalid({"phone": "no_contact", "kind": "one_person"})

    assert invalid.problems == {"phone": "no_contact", "kind": "one_person"}
    assert str(invalid) == "phone=no_contact, kind=one_person"


def test_what_was_done_before_says_what_came_of_it():
    assert AlreadyDone("LAR-2026-0001").result == "LAR-2026-0001"
    assert isinstance(StaleDossier("LAR-2026-0001"), Exception)
