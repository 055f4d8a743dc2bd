"""Words of the pages for whoever holds a letter: verifying it, and reading it in the inbox."""

from __future__ import annotations

LETTERS: dict[str, tuple[str, str]] = {
    "verify.title": ("核验文书", "Verify a document"),
    "verify.lead": (
        "输入文书上印的文号和核验码，确认它由本登记册签发。核验不显示文书的内容、所涉主体和后来的情况，每次使用确认一次。",
        "Enter the number and the verification code printed on a document to confirm that this register issued it. "
        "Nothing of its content, of whom it is about or of what came of it is shown; each use confirms once.",
    ),
    "verify.number": ("文号", "Number of the document"),
    "verify.code": ("核验码", "Verification code"),
    "verify.code.hint": ("16个字母和数字，印在文书末尾。", "Sixteen letters and digits, at the document’s end."),
    "verify.button": ("核验", "Verify"),
    "verify.genuine": ("本登记册签发过这份文书", "This register issued that document"),
    "verify.authority": ("签发机关", "Authority"),
    "verify.kind": ("文书种类", "Kind"),
    "verify.dated": ("日期", "Date"),
    "verify.digest": ("内容摘要", "Digest of its content"),
    "verify.not": ("不能确认", "Not confirmed"),
    "verify.not.text": (
        "没有与所输入的文号和核验码相符的文书。请对照原件再输入一次；仍不相符的，请向文书所载机关核实，不要依其办理。",
        "No document fits the number and code entered. Compare them with the original and try once more; if they "
        "still do not fit, ask the authority that the document names, and do not act on it.",
    ),
    "inbox.title": ("收件箱", "Inbox"),
    "inbox.lead": (
        "输入取件编号和一次性取件码，阅读发给你单位的文书。取件码只能使用一次，三十日内有效；请在打开后保存或者打印。",
        "Enter the pick-up number and the one-time code to read a letter addressed to your organisation. The code "
        "works once and for thirty days; save or print the letter when it opens.",
    ),
    "inbox.number": ("取件编号", "Pick-up number"),
    "inbox.code": ("一次性取件码", "One-time code"),
    "inbox.button": ("打开文书", "Open the letter"),
    "inbox.service": (
        "你单位书面同意电子送达的，在此打开即为送达；未同意的，阅读不产生送达的效力。",
        "Where your organisation agreed in writing to electronic service, opening the letter here is service; where it "
        "did not, reading it here does not count as service.",
    ),
    "inbox.refused": ("没有打开任何文书", "No letter was opened"),
    "inbox.refused.text": (
        "编号与取件码不相符，或者取件码已使用、已过期。可以请发文机关重新发给取件码。",
        "Number and code do not fit, or the code was used or has lapsed. The authority can give you a new one.",
    ),
    "site.nav.verify": ("核验文书", "Verify a document"),
    "site.nav.inbox": ("收件箱", "Inbox"),
    "problem.429": ("请稍后再试", "Please wait a little"),
    "document.notice": ("告知书", "notice"),
    "document.invitation": ("听证通知书", "invitation to a hearing"),
    "document.hearing": ("听取意见记录", "record of the hearing"),
    "document.drop": ("终止程序告知书", "notice that a case is dropped"),
    "document.decision": ("决定书", "decision"),
    "document.removal": ("移出决定书", "removal"),
    "document.objection": ("异议答复书", "answer to an objection"),
    "document.suspension": ("暂停执行通知书", "notice of suspension"),
    "document.resumption": ("恢复执行决定书", "decision to resume"),
    "document.exemption": ("豁免决定书", "exemption"),
    "document.correction": ("更正通知书", "correction"),
    "document.contest": ("执行通知书", "outcome of a contest"),
    "document.extension": ("延长期限决定书", "extension"),
    "document.restoration": ("恢复列入决定书", "restoration"),
    "document.repair-answer": ("不予修复决定书", "repair refused"),
    "document.review": ("复核续期决定书", "renewal at the review"),
    "document.pledge": ("信用承诺书", "credit pledge"),
    "document.breach": ("违反承诺认定书", "finding of a breach"),
    "document.take-over": ("原名单承接告知书", "notice of taking over"),
    "document.transfer": ("案件移交告知书", "notice of transfer"),
    "document.recall": ("变更告知书", "notice of a change"),
    "document.public-notice": ("公告", "public notice"),
    "document.certified": ("查询文件", "certified file"),
}
