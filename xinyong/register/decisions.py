"""Every command and the decision that answers it: the whole of what can be asked of the register."""

from __future__ import annotations

from xinyong.register import articles
from xinyong.register.adopt_edition import AdoptEdition, ConfirmEdition, adopt_edition, confirm_edition
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord, correct_record, withdraw_record
from xinyong.register.approve_step import ApproveStep, DeclineStep, approve_step, decline_step
from xinyong.register.contest_listing import DecideContest, OpenContest, decide_contest, open_contest
from xinyong.register.core import Command, Context, Decided, Decision
from xinyong.register.correct_listing import CorrectListing, correct_listing
from xinyong.register.decline_honour import DeclineHonour, decline_honour
from xinyong.register.end_listing import EndListing, end_listing
from xinyong.register.erase import EraseCase, EraseHeld, EraseRecord, erase_case, erase_held, erase_record
from xinyong.register.exempt_listing import ExemptAction, exempt_action
from xinyong.register.extend_listing import ExtendListing, extend_listing
from xinyong.register.file_person_record import FilePersonRecord, file_person_record
from xinyong.register.file_record import FileRecord, file_record
from xinyong.register.file_status import FileStatus, file_status
from xinyong.register.grant_honour import (
    ApproveHonour,
    DecideHonour,
    ProposeHonour,
    approve_honour,
    decide_honour,
    propose_honour,
)
from xinyong.register.grant_mandate import (
    ConfirmMandate,
    EnrolOfficer,
    GrantMandate,
    confirm_mandate,
    enrol_officer,
    grant_mandate,
)
from xinyong.register.hold_hearing import (
    HoldHearing,
    InviteToHearing,
    RequestHearing,
    WaiveHearing,
    hold_hearing,
    invite_to_hearing,
    request_hearing,
    waive_hearing,
)
from xinyong.register.hold_row import HoldRow, hold_row
from xinyong.register.identify_row import DismissRow, IdentifyRow, dismiss_row, identify_row
from xinyong.register.list_subject import (
    ApproveListing,
    DecideListing,
    DropCase,
    approve_listing,
    decide_listing,
    drop_case,
)
from xinyong.register.look_ups import (
    ConfirmDisclosure,
    ProposeDisclosure,
    SealLookUps,
    confirm_disclosure,
    propose_disclosure,
    seal_look_ups,
)
from xinyong.register.mirror_listing import LapseMirrored, MirrorListing, lapse_mirrored, mirror_listing
from xinyong.register.notify_decision import NotifyDecision, notify_decision
from xinyong.register.object_listing import DecideObjection, OpenObjection, decide_objection, open_objection
from xinyong.register.open_register import Countersign, countersign
from xinyong.register.persons import guard_person_case, sealed_by_person
from xinyong.register.pledge_credit import (
    FindBreach,
    MakePledge,
    WithdrawPledge,
    find_breach,
    make_pledge,
    withdraw_pledge,
)
from xinyong.register.propose_listing import ProposeListing, propose_listing
from xinyong.register.propose_person import ProposePersonListing, propose_person_listing
from xinyong.register.register_organisation import RegisterOrganisation, register_organisation
from xinyong.register.repair_listing import ApplyRepair, DecideRepair, apply_repair, decide_repair
from xinyong.register.replace_credential import (
    ConfirmReplacement,
    ReplaceCredential,
    confirm_replacement,
    replace_credential,
)
from xinyong.register.responsible import follows_organisation
from xinyong.register.restore_listing import RestoreListing, restore_listing
from xinyong.register.review_listing import ReviewListing, review_listing
from xinyong.register.revoke import RevokeMandate, RevokeOfficer, revoke_mandate, revoke_officer
from xinyong.register.rotate_key import RotateRegisterKey, rotate_register_key
from xinyong.register.serve_notice import ReceiveAnswer, ServeNotice, receive_answer, serve_notice
from xinyong.register.subjects_change import (
    ApproveMove,
    Dissolve,
    ProposeMove,
    Succeed,
    approve_move,
    dissolve,
    propose_move,
    succeed,
)
from xinyong.register.succeed_authority import (
    ConfirmSuccession,
    SucceedAuthority,
    confirm_succession,
    succeed_authority,
)
from xinyong.register.suppress_publication import SuppressPublication, suppress_publication
from xinyong.register.suspend_listing import ResumeEffect, SuspendEffect, resume_effect, suspend_effect
from xinyong.register.take_over import ApproveTakeOver, TakeOver, approve_take_over, take_over
from xinyong.register.tell_employer import TellEmployer, tell_employer
from xinyong.register.withdraw_honour import WithdrawHonour, withdraw_honour

DECISIONS: dict[type[Command], Decision] = {
    Countersign: countersign,
    EnrolOfficer: enrol_officer,
    GrantMandate: grant_mandate,
    ConfirmMandate: confirm_mandate,
    RevokeMandate: revoke_mandate,
    RevokeOfficer: revoke_officer,
    ReplaceCredential: replace_credential,
    ConfirmReplacement: confirm_replacement,
    SucceedAuthority: succeed_authority,
    ConfirmSuccession: confirm_succession,
    AdoptEdition: adopt_edition,
    ConfirmEdition: confirm_edition,
    RotateRegisterKey: rotate_register_key,
    SealLookUps: seal_look_ups,
    ProposeDisclosure: propose_disclosure,
    ConfirmDisclosure: confirm_disclosure,
    RegisterOrganisation: register_organisation,
    FileRecord: file_record,
    FilePersonRecord: file_person_record,
    CorrectRecord: correct_record,
    WithdrawRecord: withdraw_record,
    HoldRow: hold_row,
    IdentifyRow: identify_row,
    DismissRow: dismiss_row,
    ProposeMove: propose_move,
    ApproveMove: approve_move,
    Succeed: succeed,
    Dissolve: dissolve,
    MirrorListing: mirror_listing,
    LapseMirrored: lapse_mirrored,
    ProposeListing: propose_listing,
    ProposePersonListing: propose_person_listing,
    ServeNotice: serve_notice,
    ReceiveAnswer: receive_answer,
    RequestHearing: request_hearing,
    InviteToHearing: invite_to_hearing,
    HoldHearing: hold_hearing,
    WaiveHearing: waive_hearing,
    DecideListing: decide_listing,
    ApproveListing: approve_listing,
    DropCase: drop_case,
    OpenObjection: open_objection,
    DecideObjection: decide_objection,
    ReviewListing: review_listing,
    EndListing: end_listing,
    ApproveStep: approve_step,
    DeclineStep: decline_step,
    NotifyDecision: notify_decision,
    SuppressPublication: suppress_publication,
    SuspendEffect: suspend_effect,
    ResumeEffect: resume_effect,
    ApplyRepair: apply_repair,
    DecideRepair: decide_repair,
    MakePledge: make_pledge,
    WithdrawPledge: withdraw_pledge,
    FindBreach: find_breach,
    OpenContest: open_contest,
    DecideContest: decide_contest,
    CorrectListing: correct_listing,
    ExemptAction: exempt_action,
    ExtendListing: extend_listing,
    RestoreListing: restore_listing,
    TellEmployer: tell_employer,
    TakeOver: take_over,
    ApproveTakeOver: approve_take_over,
    ProposeHonour: propose_honour,
    DecideHonour: decide_honour,
    ApproveHonour: approve_honour,
    DeclineHonour: decline_honour,
    WithdrawHonour: withdraw_honour,
    FileStatus: file_status,
    EraseRecord: erase_record,
    EraseHeld: erase_held,
    EraseCase: erase_case,
}

ADVERSE: frozenset[type[Command]] = frozenset(
    {
        ProposeListing, ProposePersonListing, ServeNotice, DecideListing, ApproveListing, MirrorListing,
        ReviewListing, ApproveMove, ApproveStep, ResumeEffect, FindBreach, ExtendListing, RestoreListing,
        TellEmployer, TakeOver, ApproveTakeOver, WithdrawHonour,
    }
)
"""Commands that begin or prolong something adverse: refused while the clock cannot be trusted."""

BEFORE_COUNTERSIGNATURE: frozenset[type[Command]] = frozenset({Countersign})
"""All that a real register takes before its second officer has countersigned it."""


def decide(command: Command, context: Context) -> list[Decided]:
    """A command's decision, and what ends with what it ends.

    On a person's case also what binds every step there, stated once: who may take it, that it holds no words, and that
    whatever follows is sealed by that person's key (``register.persons``).
    """
    guard_person_case(command, context)
    articles.nothing_in_references(_kept_texts(command))
    decided = [*DECISIONS[type(command)](command, context)]
    decided += follows_organisation(decided, context)
    return [sealed_by_person(each, context.known) for each in decided]


_TEXTS = (
    "document", "proof", "place", "decision", "repair_notice", "application", "announced", "sanction", "source",
    "officer",
)
"""Where a command holds what somebody wrote and the journal keeps, besides the content that its own module reads."""


def _kept_texts(command: Command) -> dict[str, str]:
    """What an officer wrote into a command, and what each stated fact says and cites (Article 3)."""
    texts = {name: given for name in _TEXTS if isinstance(given := getattr(command, name, ""), str)}
    for place, stated in enumerate(getattr(command, "facts", ())):
        texts[f"facts {place}"] = f"{stated.value} {stated.document}"
    return texts
