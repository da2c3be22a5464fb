"""Dutch for organisations."""

from typing import Final

from pga.partners.rules import Chain, PartnerFault, Standing

CHAIN: Final = {
    Chain.JUSTICE: "Straf",
    Chain.CARE: "Zorg",
    Chain.ADMINISTRATION: "Bestuur",
    Chain.SOCIAL: "Sociaal",
}
STANDING: Final = {Standing.PUBLIC: "Publiek", Standing.PRIVATE: "Privaat"}
FAULT: Final = {
    PartnerFault.TAKEN: "Er is al een organisatie met deze naam.",
    PartnerFault.PAST: "Kies vandaag of een latere dag.",
    PartnerFault.BEFORE_START: "De laatste dag ligt voor de eerste dag.",
    PartnerFault.SAME: "U veranderde niets.",
}
