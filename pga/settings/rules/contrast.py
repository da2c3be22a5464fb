"""Whether colours can be read on each other (WCAG 2.2, 1.4.3), and their twins for the dark.

The grounds and the ink below are those of ``static/css/app.css``; a test keeps them equal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 4.5
"""The ratio that text needs."""
GROUNDS: Final = {
    "sheet": ("#ffffff", "#1d2125"),
    "page": ("#f5f3ef", "#15181b"),
    "sunken": ("#f3f1ec", "#272c31"),
    "note-bg": ("#eaf1f7", "#16293b"),
    "soon-bg": ("#fdf2da", "#3b2d0e"),
    "late-bg": ("#fcecea", "#42191b"),
    "fine-bg": ("#e7f3ec", "#13321f"),
    "other-bg": ("#f1ecf6", "#2f2740"),
}
"""On which a link stands, in the light and in the dark: every kind of paper and of notice."""
LIGHT_GROUNDS: Final = tuple(light for light, _ in GROUNDS.values())
DARK_GROUNDS: Final = tuple(dark for _, dark in GROUNDS.values())
LIGHT_INK: Final = "#1c242c"
DARK_INK: Final = "#e9ecee"
HOVER: Final = 0.25
"""How much ink a filled button takes under the mouse."""
_DARK: Final = ("#0f1e2b", "#000000")
_STEPS: Final = 20
_KNEE: Final = 0.04045
_BENT_KNEE: Final = 0.0031308

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a municipality: filled buttons, the words on them, links and marks."""

    brand: str
    brand_ink: str
    accent: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that cannot be read on each other; ``over`` and ``under`` name them."""

    over: str
    under: str
    ratio: float


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a share of another one, mixed as ``color-mix(in oklab)`` does."""
    left, right = _oklab(_linear(one)), _oklab(_linear(other))
    return _hex(_from_oklab(*(a + (b - a) * share for a, b in zip(left, right, strict=True))))


def failing(colours: Colours) -> list[Pair]:
    """Return the pairs that are below 4.5 on a light page; empty when all can be read."""
    hovered = mixed(colours.brand, LIGHT_INK, HOVER)
    pairs = [
        Pair("brand_ink", "brand", ratio(colours.brand_ink, colours.brand)),
        Pair("brand_ink", "hover", ratio(colours.brand_ink, hovered)),
        Pair("accent", "page", _worst(colours.accent, LIGHT_GROUNDS)),
    ]
    return [pair for pair in pairs if pair.ratio < ENOUGH]


def dark_of(colours: Colours) -> Colours:
    """Return the twins for a dark page: lightened until they can be read there."""
    accent = _lightened(colours.accent, lambda c: _worst(c, DARK_GROUNDS) >= ENOUGH)
    brand = _lightened(colours.brand, lambda c: _inked(c) is not None)
    return Colours(brand, _inked(brand) or _DARK[-1], accent)


def _inked(brand: str) -> str | None:
    """Return the words for a dark page's button that stay readable under the mouse."""
    grounds = (brand, mixed(brand, DARK_INK, HOVER))
    clear = ratio(brand, DARK_GROUNDS[0]) >= ENOUGH
    return next((ink for ink in _DARK if clear and _worst(ink, grounds) >= ENOUGH), None)


def _lightened(colour: str, enough: Callable[[str], bool]) -> str:
    steps = (mixed(colour, "#ffffff", step / _STEPS) for step in range(_STEPS + 1))
    return next(tint for tint in steps if enough(tint))


def _worst(colour: str, grounds: Sequence[str]) -> float:
    return min(ratio(colour, ground) for ground in grounds)


def _linear(colour: str) -> Rgb:
    red, green, blue = (_unbent(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _unbent(part: float) -> float:
    return part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** 2.4


def _bent(part: float) -> float:
    return part * 12.92 if part <= _BENT_KNEE else 1.055 * part ** (1 / 2.4) - 0.055


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(_bent(min(max(part, 0.0), 1.0)) * 255):02x}" for part in colour)


def _oklab(colour: Rgb) -> Rgb:
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(light: float, green_red: float, blue_yellow: float) -> Rgb:
    long = (light + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (light - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (light - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
