"""How hard a letter is to read: for the texts we write ourselves, not for those of others.

Flesch-Douma: W. H. Douma, De leesbaarheid van landbouwbladen (Wageningen 1960), an adaptation of
Flesch to Dutch: 206.84 - 0.77 x syllables per hundred words - 0.93 x words per sentence. His own
table calls 60 to 70 normal. The bounds on sentences are advice of writers of plain Dutch (B1), as
is the list of words. None of it proves B1; what fails it, is not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

EASIEST_NEEDED: Final = 60.0
"""Flesch-Douma, from which a text is normal to read."""
LONGEST: Final = 20
"""Words in the longest sentence."""
LONGEST_MEAN: Final = 12.0
"""Words in a sentence, on average."""
HARD: Final = frozenset(
    "betreffende conform derhalve desbetreffende dienaangaande dientengevolge gaarne hieromtrent "
    "hierbij indien jegens krachtens middels mits nadere nopens omtrent onderhavige onverwijld "
    "teneinde tevens thans uitsluitend voornemens voornoemde zulks alsmede ingevolge "
    "verstrekken verwerken verwerking voorzien waarborgen zienswijze betrokkene".split()
)
"""Words of offices, for which there is a plain one."""

_SENTENCE: Final = re.compile(r"[.!?:](?=\s|$)|\n")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SYLLABLE: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáéíóúàèëïöü]"
)


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured of a text."""

    ease: float
    """Flesch-Douma; higher is easier."""
    mean: float
    """Words in a sentence."""
    longest: tuple[str, ...]
    """The sentences that are too long."""
    hard: tuple[str, ...]
    """The words of offices in it, in alphabetical order."""

    @property
    def plain(self) -> bool:
        """Whether nothing here says that it is harder than B1."""
        easy = self.ease >= EASIEST_NEEDED and self.mean <= LONGEST_MEAN
        return easy and not self.longest and not self.hard


def measure(texts: Iterable[str]) -> Readability:
    """Return the readability of texts, each of which ends a sentence; nothing is easy to read."""
    sentences = [one for text in texts for one in _SENTENCE.split(text) if _WORD.search(one)]
    counted = [len(_WORD.findall(one)) for one in sentences]
    words = [word.lower() for one in sentences for word in _WORD.findall(one)]
    if not words:
        return Readability(100.0, 0.0, (), ())
    mean = len(words) / len(sentences)
    syllables = sum(map(count_syllables, words))
    return Readability(
        ease=206.84 - 0.77 * (100 * syllables / len(words)) - 0.93 * mean,
        mean=mean,
        longest=tuple(
            one.strip() for one, many in zip(sentences, counted, strict=True) if many > LONGEST
        ),
        hard=tuple(sorted(HARD.intersection(words))),
    )


def count_syllables(word: str) -> int:
    """Return the syllables of a Dutch word by its sounds; at least one."""
    return max(1, len(_SYLLABLE.findall(word.lower())))
