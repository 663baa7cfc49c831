"""The mail's contract: its pages, calls and fragments, and the roles that may use them."""

from courant_kit.calls.caller import ADMINS, EDITORS, MEMBERS
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, page

from courant_mail import payloads

SINCE = "0.2"
"""The release that has every entry of this contract which names no other."""

SUBSCRIBE = Procedure(
    "courant.mail.newsletter.ask", payloads.Subscribe, Answer, writes=True,
    doc="Sends a letter to an address, whose link subscribes it to the newsletter.",
)  # fmt: skip
FOLLOW_THREAD = Procedure(
    "courant.mail.thread.ask", payloads.FollowThread, Answer, alters=True,
    doc="Sends a letter to an address, whose link subscribes it to the comments of a thread.",
)  # fmt: skip
CONFIRM = Procedure(
    "courant.mail.link.confirm", payloads.WithToken, Answer, writes=True,
    doc="Subscribes the address to which a letter with this token was sent.",
)  # fmt: skip
LEAVE = Procedure(
    "courant.mail.link.leave", payloads.WithToken, Answer, writes=True,
    doc="Ends what a letter with this token says: the newsletter, a thread, or all notices.",
)  # fmt: skip
CHOOSE_PACE = Procedure(
    "courant.mail.newsletter.choose", payloads.ChoosePace, Answer, MEMBERS, alters=True,
    doc="Subscribes the address of the caller's account to the newsletter, or ends that.",
)  # fmt: skip
SAVE_WISHES = Procedure(
    "courant.mail.wish.save", payloads.SaveWishes, Answer, MEMBERS, alters=True,
    doc="Saves of which comments the caller is told by mail.",
)  # fmt: skip
STOP = Procedure(
    "courant.mail.issue.stop", payloads.NamedIssue, Answer, EDITORS, writes=True,
    doc="Stops the sending of an issue after the letter that is on its way.",
)  # fmt: skip
RESUME = Procedure(
    "courant.mail.issue.resume", payloads.NamedIssue, Answer, EDITORS, writes=True,
    doc="Goes on with the sending of an issue.",
)  # fmt: skip
SEND_TEST = Procedure(
    "courant.mail.issue.try", payloads.NamedIssue, Answer, EDITORS, alters=True,
    doc="Sends an issue to the address of the caller's account, as a test.",
)  # fmt: skip
TAKE_BOUNCE = Procedure(
    "courant.mail.bounce.take", payloads.Bounce, payloads.BounceRead, ADMINS, writes=True,
    doc="Reads a message that a mail server sent back, and counts it for the address that it is about.",
)  # fmt: skip
SHOW_SERVER = Procedure(
    "courant.mail.server.show", result=payloads.Server, who=ADMINS,
    doc="Whether the site's mail server answers.",
)  # fmt: skip

PAGE_INDEX = page("courant.mail.page.index", doc="The form for the newsletter.")
PAGE_THREAD = page("courant.mail.page.thread", payloads.ThreadPage, doc="The form for notices of a thread.")
PAGE_CONFIRM = page("courant.mail.page.confirm", payloads.WithToken, doc="The button that subscribes an address.")
PAGE_LEAVE = page("courant.mail.page.leave", payloads.WithToken, doc="The button that ends what a letter says.")
PAGE_YOURS = page("courant.mail.page.yours", who=MEMBERS, doc="What a person gets by mail.")
PAGE_LETTERS = page("courant.mail.page.letters", who=EDITORS, doc="The newest issues, and how far each is sent.")
PAGE_ISSUE = page(
    "courant.mail.page.issue", payloads.NamedIssue, EDITORS, doc="An issue: its text, its progress and its failures."
)

LETTERS = Fragment("mail.letters", audience=EDITORS_ONLY, doc="The newest issues, and how far each is sent.")
ISSUE = Fragment("mail.issue", key=int, audience=EDITORS_ONLY, doc="How far an issue is sent, and what failed.")
