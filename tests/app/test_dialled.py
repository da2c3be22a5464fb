"""A telephone number is dialled as it was written down, without what is said behind it."""

import pytest

from pga.web.filters import dialled


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 00 00 00 11", "0600000011"),
        ("+31 (0)35 555\u201101\u201100", "+310355550100"),
        ("035/555.01.00 (na 9 uur)", "0355550100"),
        (" 035 555 01 00, niet op 12 mei", "0355550100"),
        ("via buurman 06 00 00 00 11", ""),
        ("112", ""),
        ("", ""),
    ],
)
def test_only_the_number_is_dialled(written, number):
    assert dialled(written) == number
