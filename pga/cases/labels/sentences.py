"""Dutch for what several of these stories say in the same words."""

from typing import Final

OVER: Final = "Deze casus loopt niet meer. Er kan niets meer bij."
COMING: Final = "Deze dag moet nog komen."
FROM_TODAY: Final = "Kies vandaag of een dag die nog komt."
NO_CONTACT_ANY_MORE: Final = "Deze contactpersoon is er niet meer. Kies een ander."
