"""Dutch for organisations."""

from typing import Final

from pga.partners.rules import (
    AgreementKind,
    Bound,
    Chain,
    PartnerFault,
    PartnerKind,
    Standing,
)

CHAIN: Final = {
    Chain.JUSTICE: "Straf",
    Chain.CARE: "Zorg",
    Chain.ADMINISTRATION: "Bestuur",
    Chain.SOCIAL: "Sociaal",
}
STANDING: Final = {Standing.PUBLIC: "Publiek", Standing.PRIVATE: "Privaat"}
KIND: Final = {
    PartnerKind.MUNICIPALITY: "Gemeente, andere afdeling",
    PartnerKind.INTERVENTION: "Interventieteam",
    PartnerKind.POLICE: "Politie",
    PartnerKind.PROSECUTION: "Openbaar Ministerie",
    PartnerKind.PROBATION: "Reclassering",
    PartnerKind.CHILD_PROTECTION: "Raad voor de Kinderbescherming",
    PartnerKind.YOUTH_CARE: "Jeugdzorg of gecertificeerde instelling",
    PartnerKind.MENTAL_HEALTH: "GGZ of verslavingszorg",
    PartnerKind.DOCTOR: "Huisarts",
    PartnerKind.SAFE_HOME: "Veilig Thuis",
    PartnerKind.HOUSING: "Woningcorporatie",
    PartnerKind.BENEFITS: "UWV, sociale dienst of schuldhulp",
    PartnerKind.SCHOOL: "Leerplicht, RMC of school",
    PartnerKind.YOUTH_WORK: "Jongerenwerk of welzijn",
    PartnerKind.COMMUNITY_TEAM: "Wijkteam",
    PartnerKind.HALT: "Halt",
    PartnerKind.PRISON: "DJI (gevangenis)",
    PartnerKind.PUBLIC_HEALTH: "GGD",
    PartnerKind.SAFETY_HOUSE: "Zorg- en Veiligheidshuis",
    PartnerKind.OTHER: "Iets anders",
}
AGREEMENT: Final = {
    AgreementKind.COVENANT: "Convenant of reglement getekend",
    AgreementKind.INCIDENTAL: "Eenmalige deelnemer (reglement, artikel 18)",
    AgreementKind.POLICE_DECISION: "Besluit om te verstrekken (Wpg, artikel 20)",
}
BOUND: Final = {
    Bound.BOUND: "Getekend",
    Bound.EXPIRED: "Verlopen",
    Bound.UNBOUND: "Niet getekend",
}
FAULT: Final = {
    PartnerFault.TAKEN: "Er is al een organisatie met deze naam.",
    PartnerFault.PAST: "Kies vandaag of een latere dag.",
    PartnerFault.BEFORE_START: "De laatste dag ligt voor de eerste dag.",
    PartnerFault.SAME: "U veranderde niets.",
    PartnerFault.TO_COME: "Deze dag moet nog komen.",
    PartnerFault.GONE: "Dit is er niet meer.",
}
