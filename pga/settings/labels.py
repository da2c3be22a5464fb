"""Dutch for the names of settings, with their unit."""

from typing import Final

SETTING: Final = {
    "signal_days": ("Een signaal verdwijnt na", "dagen"),
    "triage_working_days": ("Weging na ontvangst", "werkdagen"),
    "information_round_working_days": ("Partners antwoorden binnen", "werkdagen"),
    "information_reminder_working_days": ("Een partner krijgt een herinnering na", "werkdagen"),
    "inform_person_months": ("Betrokkene is geïnformeerd binnen", "maanden"),
    "inform_review_days": ("Uitstel van informeren opnieuw bekijken na", "dagen"),
    "first_meeting_working_days": ("Eerste casusoverleg na toelating", "werkdagen"),
    "plan_working_days": ("Plan na het eerste overleg", "werkdagen"),
    "meeting_after_plan_weeks": ("Overleg na het plan", "weken"),
    "meeting_weeks": ("Tussen twee overleggen", "weken"),
    "contact_days": ("Zonder contact valt op na", "dagen"),
    "measurement_months": ("Tussen twee metingen", "maanden"),
    "evaluation_months": ("Tussen twee evaluaties", "maanden"),
    "zvh_answer_working_days": ("Antwoord van het ZVH", "werkdagen"),
    "hold_months": ("Aanhouden duurt hoogstens", "maanden"),
    "aftercare_months": ("Nazorgcontrole na", "maanden"),
    "rights_request_months": ("Rechtenverzoek beantwoord binnen", "maanden"),
    "rights_extension_months": ("Rechtenverzoek verlengen met", "maanden"),
    "retention_closed_years": ("Een afgesloten casus bewaren", "jaar"),
    "retention_rejected_months": ("Een niet toegelaten casus bewaren", "maanden"),
    "retention_log_years": ("De logregels bewaren", "jaar"),
    "max_active_cases": ("Lokale casussen tegelijk, als afspraak", "casussen"),
    "small_number_threshold": ("Aantallen verbergen onder", "casussen"),
}
