"""Who gets in where: every address, by role, from the region it belongs to and from another. Written by people, kept by `test_matrix.py`.

A line is `route | within | from abroad`; the third column stands only where the address names a thing of some region or person.
Within means: the citizen's own or the ward's under a mandate, the staff of the thing's region, the expert or entrusted institution
to whom the case is assigned, the clerk or helper who began it. `*` is everybody, `-` nobody. A test's name (`folder/file.py::test`)
stands where no session opens the door by itself (a machine's token, the answer of a portal, a code or key under way), or where no
pack of ours opens it. That test says who gets in; here the address is kept from everybody else.

A new address: add its line, then `python -m tests.house.rights_matrix` writes the page for officials.
"""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "rights-matrix.md"
EVERYBODY = frozenset(
    [
        "VISITOR",
        "APPLICANT",
        "PROXY",
        "CLERK",
        "HELPER",
        "REVIEWER",
        "SUPERVISOR",
        "EXPERT",
        "INSTITUTION",
        "POLICY_OFFICER",
        "AUDITOR",
        "SYSTEM_ADMIN",
    ]
)
_CITIZENS = frozenset({"APPLICANT", "PROXY"})
_GROUPS = {
    "*": EVERYBODY,
    "-": frozenset(),
    "CITIZENS": _CITIZENS,
    "STAFF": EVERYBODY - _CITIZENS - {"VISITOR"},
    "DESK": frozenset({"REVIEWER", "SUPERVISOR"}),
    "SEES": frozenset({"APPLICANT", "PROXY", "REVIEWER", "SUPERVISOR", "AUDITOR"}),
    "DECIDES": frozenset({"REVIEWER", "SUPERVISOR", "INSTITUTION"}),
    "CALLS": frozenset({"CLERK", "REVIEWER", "SUPERVISOR"}),
    "COUNTER": frozenset({"CLERK", "HELPER"}),
}
_NAMES = {
    "VISITOR": "访客", "APPLICANT": "参保人", "PROXY": "代办人", "CLERK": "窗口经办", "HELPER": "帮办员", "REVIEWER": "审核员",
    "SUPERVISOR": "科长", "EXPERT": "专家", "INSTITUTION": "受托医疗机构", "POLICY_OFFICER": "政策管理员", "AUDITOR": "审计员",
    "SYSTEM_ADMIN": "系统管理员",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rights:
    """Who gets in, within and from abroad; `elsewhere` names the test that says it."""

    own: frozenset[str]
    foreign: frozenset[str]
    elsewhere: str = ""

    def who(self, side: str) -> frozenset[str]:
        """The roles that get in from one side."""
        return self.own if side == "own" else self.foreign


TABLE = """
healthz | *
readyz | *
metrics | *
policies:home | *
policies:guide-json | * | *
policies:guide | * | *
policies:diseases | * | *
policies:self-check | * | *
policies:recording | rooms/policies/test_own_languages.py::test_a_recording_beside_the_pack_is_heard_and_nothing_else_of_the_folder
policies:blank-form | * | *
policies:desk-publications | POLICY_OFFICER
policies:desk-publication | POLICY_OFFICER | POLICY_OFFICER
policies:desk-publication-ask | POLICY_OFFICER | POLICY_OFFICER
policies:desk-publication-confirm | POLICY_OFFICER | POLICY_OFFICER
policies:desk-publication-recall | POLICY_OFFICER | POLICY_OFFICER
policies:desk-publication-replay | POLICY_OFFICER | POLICY_OFFICER
policies:desk-publication-packs | POLICY_OFFICER | POLICY_OFFICER
policies:desk-calendar | POLICY_OFFICER
policies:desk | POLICY_OFFICER
policies:desk-region | POLICY_OFFICER | POLICY_OFFICER
policies:desk-compare | POLICY_OFFICER | POLICY_OFFICER
policies:desk-workbook | POLICY_OFFICER | POLICY_OFFICER
policies:desk-workbook-file | POLICY_OFFICER | POLICY_OFFICER
web:view | *
web:offline | *
web:offline-script | *
web:manifest | *
web:gallery | *
web:gallery-question | *
web:gallery-desk | *
web:gallery-panel | * | *
people:account | CITIZENS
people:door-back | *
people:wechat-back | *
people:wechat-bind | CITIZENS
people:wechat-callback | rooms/people/test_wechat.py::test_a_callback_must_be_signed_and_fresh
people:door-leave | *
people:door | * | *
people:door-go | rooms/people/test_doors.py::test_the_question_to_the_portal_carries_pkce_and_fresh_secrets
people:door-follow | rooms/people/test_wechat.py::test_a_follower_binds_once_and_is_signed_in_from_then_on
people:door-mini | rooms/people/test_wechat.py::test_whoever_opens_the_mini_program_binds_once_and_is_signed_in_from_then_on
people:door-left | rooms/people/test_doors.py::test_only_a_true_log_out_token_ends_a_session
people:login | *
people:code | rooms/people/test_citizen_pages.py::test_another_browser_cannot_use_the_code_somebody_asked_for
people:name | CITIZENS
people:confirm | CITIZENS
people:standing | CITIZENS
people:newcomer | CITIZENS
people:insurance | CITIZENS
people:living | CITIZENS | CITIZENS
people:register-first | CITIZENS | CITIZENS
people:phone | CITIZENS
people:phone-code | CITIZENS
people:devices | CITIZENS
people:end-device | CITIZENS | CITIZENS
people:family | CITIZENS
people:ward | CITIZENS
people:bond | CITIZENS
people:term | CITIZENS
people:proof | CITIZENS
people:proof-detail | CITIZENS
people:mandate-code | rooms/people/test_mandates.py::test_a_code_sent_for_one_ward_proves_nothing_for_another
people:end-mandate | CITIZENS | -
people:own-word | APPLICANT | -
people:rights | CITIZENS
people:ask-copy | CITIZENS
people:copy | APPLICANT | -
people:correction | CITIZENS
people:withdraw-consent | CITIZENS | CITIZENS
people:closing | CITIZENS
people:closed | *
people:logout | *
people:desk-login | *
people:totp | rooms/people/test_desk_pages.py::test_the_second_page_without_the_first_leads_back
people:passkeys | STAFF
people:passkey-remove | rooms/people/test_desk_pages.py::test_nobody_keeps_a_passkey_without_the_code_nor_stops_that_of_somebody_else
people:desk-mandates | CALLS
people:desk-mandate | CALLS | -
people:desk-end-mandate | CALLS | -
people:desk-proof-paper | CALLS | -
people:desk-corrections | CALLS
people:desk-correction | CALLS | -
cases:mine | CITIZENS
cases:ward | CITIZENS | CITIZENS
cases:home | CITIZENS | -
cases:timeline | CITIZENS | -
cases:withdraw | CITIZENS | -
cases:progress | *
cases:ledger | AUDITOR
recognition:wallet | CITIZENS
recognition:certificate | APPLICANT | -
recognition:card | APPLICANT | -
recognition:post | APPLICANT | -
recognition:licence | APPLICANT | -
recognition:hearing | APPLICANT | -
recognition:verify-code | *
recognition:withdrawn | *
recognition:verify-worker | *
recognition:holdings | DESK
recognition:holding | DESK | -
recognition:resume | SUPERVISOR | -
recognition:decide | SUPERVISOR | -
recognition:postings | CLERK SUPERVISOR
recognition:label | CLERK SUPERVISOR | -
recognition:sign-off | SUPERVISOR
recognition:verify | * | *
materials:slots | SEES | -
materials:papers | SEES | -
materials:slot | SEES | -
materials:upload | CITIZENS | -
materials:slot_papers | SEES | -
materials:order | CITIZENS | -
materials:restore | CITIZENS | -
materials:uploads | CITIZENS | -
materials:one_upload | CITIZENS | -
materials:held | AUDITOR SYSTEM_ADMIN
materials:signals | SUPERVISOR
materials:close_signal | SUPERVISOR | -
materials:paper | SEES | -
materials:remove | CITIZENS | -
materials:page | SEES | -
apply:start | CITIZENS | CITIZENS
apply:resume | CITIZENS | -
apply:checklist | CITIZENS | -
apply:papers | CITIZENS | -
apply:to-form | CITIZENS | -
apply:reuse | rooms/apply/test_again_and_later.py::test_somebody_elses_pictures_are_never_offered_nor_taken
apply:links | CITIZENS | -
apply:link-make | CITIZENS | -
apply:link-close | CITIZENS | -
apply:link-qr | CITIZENS | -
apply:other-ways | CITIZENS | -
apply:by-voice | CITIZENS | -
apply:at-counter | CITIZENS | -
apply:on-paper | CITIZENS | -
apply:form | CITIZENS | -
apply:form-pdf | CITIZENS | -
apply:check | CITIZENS | -
apply:receipt | CITIZENS | -
apply:remove | CITIZENS | -
apply:question | CITIZENS | -
apply:camera-digits | *
apply:camera | * | *
apply:witness | COUNTER
apply:recording | AUDITOR REVIEWER SUPERVISOR | -
apply:appeal | APPLICANT | -
apply:appeal-draft | CITIZENS | -
apply:renew | CITIZENS | CITIZENS
apply:transfer | CITIZENS | CITIZENS
apply:counter | COUNTER
apply:counter-slip | COUNTER
apply:originals | CLERK
apply:counter-entry | COUNTER | -
apply:counter-form | COUNTER | -
apply:counter-sign | COUNTER | -
apply:counter-original | CLERK | -
apply:counter-labels | CLERK | -
apply:counter-feed | COUNTER | -
apply:counter-fed-page | COUNTER | -
apply:counter-missing | COUNTER | -
apply:counter-check | CLERK | -
apply:counter-receipt | CLERK | -
apply:counter-code | CLERK | -
review:home | STAFF
review:find | DESK
review:hospitals | DESK
review:next | DESK
review:peek | DESK
review:people | DESK
review:undo | DESK | -
review:send-now | DESK | -
review:note | DESK | -
review:ask | DESK | -
review:answer | DESK | -
review:presence | DESK | -
review:enquire | DESK | -
review:enquiry | DESK | -
review:identity | DESK | -
review:purpose | AUDITOR REVIEWER SUPERVISOR | -
review:counter-find | CLERK
review:counter-supplement | CLERK | -
review:promise | DESK | -
review:reassign | SUPERVISOR | -
review:work-list | DESK | DESK
review:filing | AUDITOR REVIEWER SUPERVISOR | -
review:claim | DESK | -
review:release | DESK | -
review:build-supplement | DESK | -
review:ask-again | DESK | -
review:accept | DESK | -
review:refuse | DESK | -
review:overrule | DESK | -
review:pass-on | DESK | -
review:lapse | DESK | -
review:supplement | SEES | -
review:waiting | CITIZENS | -
review:more-time | CITIZENS | -
review:refusal | APPLICANT | -
determination:panel | EXPERT
determination:vote | EXPERT | -
determination:tie | EXPERT | -
determination:waiting-list | SUPERVISOR
determination:experts | SUPERVISOR
determination:expertise | SUPERVISOR | -
determination:institution | INSTITUTION
determination:confirm-list | SUPERVISOR
determination:confirm | SUPERVISOR | -
determination:decide | DECIDES | -
determination:decision-form | DECIDES | -
determination:send-back | DECIDES | -
determination:first-round | AUDITOR REVIEWER SUPERVISOR | -
determination:panel-of | SUPERVISOR | -
determination:panel-replace | SUPERVISOR | -
determination:panel-waive | SUPERVISOR | -
determination:panel-draw | SUPERVISOR | -
determination:correct | DESK | -
determination:correction | DESK | -
determination:correction-drop | DESK | -
determination:reading | REVIEWER | -
determination:corrections | DESK
determination:codes | DESK
determination:readings | SUPERVISOR
determination:code | DESK | -
determination:quality | AUDITOR SUPERVISOR
determination:switch | SUPERVISOR
determination:feedback | EXPERT INSTITUTION REVIEWER SUPERVISOR
determination:notice | rooms/determination/test_announcing.py::test_what_a_document_demands_is_announced_without_name_number_or_illness
determination:decision | APPLICANT AUDITOR REVIEWER SUPERVISOR | -
determination:letter | APPLICANT AUDITOR REVIEWER SUPERVISOR | -
determination:reopen | APPLICANT | -
notice:inbox | CITIZENS
notice:ways | CITIZENS
notice:push-on | CITIZENS
notice:push-off | CITIZENS
notice:mini-asks | rooms/people/test_wechat.py::test_the_shell_asks_with_a_tap_and_opens_our_pages_signed_in
notice:mini-agreed | rooms/notice/test_doors.py::test_a_report_without_a_good_code_changes_nothing
notice:genuine | *
notice:questions | CITIZENS | -
notice:rating | APPLICANT | -
notice:unreached | CALLS
notice:called | CALLS | -
notice:portals | SUPERVISOR SYSTEM_ADMIN
notice:push-journal | SUPERVISOR SYSTEM_ADMIN | -
notice:switch-portal | SUPERVISOR SYSTEM_ADMIN | -
notice:push-again | SUPERVISOR SYSTEM_ADMIN | -
notice:words | POLICY_OFFICER SUPERVISOR
notice:text | POLICY_OFFICER SUPERVISOR | POLICY_OFFICER SUPERVISOR
notice:change-words | POLICY_OFFICER SUPERVISOR | POLICY_OFFICER SUPERVISOR
notice:open-questions | DESK
notice:answer-question | DESK | -
notice:call-backs | CALLS
notice:called-back | CALLS | -
notice:hotline | CALLS
notice:hotline-call | CALLS | -
settlement:transact | contracts/test_interface.py::test_without_a_right_token_the_answer_is_401_in_an_envelope
settlement:received | contracts/test_interface.py::test_an_institution_may_ask_what_was_received_from_it
settlement:alarms | AUDITOR SYSTEM_ADMIN
settlement:openapi | *
insight:figures | *
insight:audit | AUDITOR
insight:package | AUDITOR
"""


def _who(text: str) -> frozenset[str]:
    found = frozenset[str]()
    for word in text.split():
        found |= _GROUPS.get(word, frozenset({word}))
    return found


def _rights(line: str) -> tuple[str, Rights]:
    name, own, foreign = (*(part.strip() for part in line.split("|")), "", "")[:3]
    if "::" in own:
        return name, Rights(frozenset(), frozenset(), own)
    return name, Rights(_who(own), _who(foreign) - {"VISITOR"})


RIGHTS = dict(_rights(line) for line in TABLE.strip().splitlines() if line.strip())


def _said(who: frozenset[str]) -> str:
    if who in (EVERYBODY, EVERYBODY - {"VISITOR"}):
        return "所有人"
    return "、".join(label for role, label in _NAMES.items() if role in who) or "没有人"


def as_page() -> str:
    """The matrix as officials read it."""
    head = (
        "# 谁能打开哪一页 · Rights matrix\n\n"
        "由 `tests/house/rights_matrix.py` 生成，测试按“每个地址 × 每个角色 × 本地区或外地区”逐一核对，不符就不通过。\n\n"
        "“本地、本人”指：本人或授权期内的代办人、办件所在地区的工作人员、受指派的专家和受托机构、录入该件的窗口或帮办人员。"
        "没有列出的角色，看到的是“没有这一页”或登录页。写着测试名的，靠的不是登录（机构的令牌、门户的答复、登录的中间一步），"
        "由那个测试核对谁能打开；这里核对别人都打不开。\n\n"
        "| 地址 | 本地、本人 | 外地、他人 |\n| --- | --- | --- |\n"
    )
    lines = []
    for name, rights in RIGHTS.items():
        own = f"`{rights.elsewhere}`" if rights.elsewhere else _said(rights.own)
        has_sides = next(line for line in TABLE.splitlines() if line.startswith(f"{name} |")).count("|") > 1
        lines.append(f"| `{name}` | {own} | {_said(rights.foreign) if has_sides else ''} |")
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(as_page(), encoding="utf-8")
