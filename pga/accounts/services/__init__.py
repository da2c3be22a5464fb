"""What happens with accounts: logging in, the own account, and what a beheerder does."""

from pga.accounts.services.login import (
    LoginFault,
    LoginRefused,
    Ticket,
    add_user,
    change_password,
    confirm_enrolment,
    end_session,
    make_recovery_codes,
    pass_second_factor,
    sign_in,
    sign_out,
    start_enrolment,
    switch_grant,
)

__all__ = [
    "LoginFault",
    "LoginRefused",
    "Ticket",
    "add_user",
    "change_password",
    "confirm_enrolment",
    "end_session",
    "make_recovery_codes",
    "pass_second_factor",
    "sign_in",
    "sign_out",
    "start_enrolment",
    "switch_grant",
]
