import pytest

from pga.accounts.rules.mail import AddressProblem, address_problem


@pytest.mark.parametrize("text", ["a@b.example", "noor.rietorchis+pga@laren.example"])
def test_one_plain_address_is_fine(text):
    assert address_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "noor",
        "noor@laren",
        "a@b.example\nBcc: c@d.example",
        "a@b.example\r\n\r\nhallo",
        "a@b.example\n",
        "a@b.example, c@d.example",
        "Noor <a@b.example>",
        "a b@c.example",
        "a..b@c.example",
        "ä@b.example",
        "a" * 120 + "@b.example",
    ],
)
def test_anything_else_is_no_address(text):
    assert address_problem(text) is AddressProblem.UNREADABLE
