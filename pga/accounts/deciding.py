"""Taking in the answer of a second person, with a fresh login; for each room that asks one."""

from collections.abc import Callable, Mapping
from typing import Any

from pga.accounts.forms import SecondPersonForm
from pga.accounts.handshake import Carried, carried_out, pressed_before
from pga.accounts.labels import APPROVAL, FAULT, NOT_PROVEN
from pga.accounts.services import LoginFault, LoginRefused, prove_again
from pga.accounts.session import current_actor, login_rules
from pga.web.forms import BaseForm


def decided(
    form: SecondPersonForm, act: Callable[[], Any], words: Mapping[Any, str]
) -> tuple[Carried | None, int]:
    """Carry the answer out, after a fresh login where one was given; return what came, a status.

    ``words`` are those of the own room; those of vier ogen are known.
    """
    try:
        return carried_out(form, act, {**APPROVAL, **words}, before=lambda: _prove(form)), 200
    except LoginRefused as refused:
        again = pressed_before()  # a second press has a used code
        if again is None:
            put_fault(form, refused)
        return again, 429 if refused.fault is LoginFault.WAIT else 200


def _prove(form: SecondPersonForm) -> None:
    """Ask who is there, where the form brings that; raises LoginRefused."""
    if form.password.data:
        code = str(form.code.data or "")
        prove_again(current_actor(), str(form.password.data), code, rules=login_rules())


def put_fault(form: BaseForm, refused: LoginRefused) -> None:
    """Say in a form that who sent it did not prove who that is."""
    wait = refused.fault is LoginFault.WAIT
    sentence = FAULT[LoginFault.WAIT].format(seconds=refused.seconds) if wait else NOT_PROVEN
    form.problem("" if wait else "password", sentence)
