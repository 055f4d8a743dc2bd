"""Every command and the decision that answers it: the whole of what can be asked of the register."""

from __future__ import annotations

from xinyong.register.adopt_edition import AdoptEdition, adopt_edition
from xinyong.register.amend_record import CorrectRecord, WithdrawRecord, correct_record, withdraw_record
from xinyong.register.core import Command, Decision
from xinyong.register.end_listing import EndListing, end_listing
from xinyong.register.erase import EraseCase, EraseHeld, EraseRecord, erase_case, erase_held, erase_record
from xinyong.register.file_person_record import FilePersonRecord, file_person_record
from xinyong.register.file_record import FileRecord, file_record
from xinyong.register.grant_mandate import EnrolOfficer, GrantMandate, enrol_officer, grant_mandate
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
from xinyong.register.mirror_listing import LapseMirrored, MirrorListing, lapse_mirrored, mirror_listing
from xinyong.register.object_listing import DecideObjection, OpenObjection, decide_objection, open_objection
from xinyong.register.open_register import Countersign, countersign
from xinyong.register.propose_listing import ProposeListing, propose_listing
from xinyong.register.register_organisation import RegisterOrganisation, register_organisation
from xinyong.register.review_listing import ReviewListing, review_listing
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

DECISIONS: dict[type[Command], Decision] = {
    Countersign: countersign,
    EnrolOfficer: enrol_officer,
    GrantMandate: grant_mandate,
    AdoptEdition: adopt_edition,
    RotateRegisterKey: rotate_register_key,
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
    ServeNotice: serve_notice,
    ReceiveAnswer: receive_answer,
    DecideListing: decide_listing,
    ApproveListing: approve_listing,
    DropCase: drop_case,
    OpenObjection: open_objection,
    DecideObjection: decide_objection,
    ReviewListing: review_listing,
    EndListing: end_listing,
    EraseRecord: erase_record,
    EraseHeld: erase_held,
    EraseCase: erase_case,
}

ADVERSE: frozenset[type[Command]] = frozenset(
    {ProposeListing, ServeNotice, DecideListing, ApproveListing, MirrorListing, ReviewListing, ApproveMove}
)
"""Commands that begin or prolong something adverse: refused while the clock cannot be trusted."""

BEFORE_COUNTERSIGNATURE: frozenset[type[Command]] = frozenset({Countersign})
"""All that a real register takes before its second officer has countersigned it."""
