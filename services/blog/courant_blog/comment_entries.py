"""The part of the blog's contract about answers, guests, moderation and notices."""

from courant_kit.calls.caller import EDITORS, EVERYONE, MEMBERS, OneModule, Role
from courant_kit.live.audience import EDITORS_ONLY, Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, page

from courant_blog import comment_payloads as payloads
from courant_blog.payloads import CommentAdded, NamedComment

SINCE = "0.2"
GUESTS = frozenset({Role.VISITOR})

ADD_AS_GUEST = Procedure(
    "courant.blog.comment.offer", payloads.GuestComment, CommentAdded, GUESTS, writes=True, since=SINCE,
    doc="Adds a guest's comment to a public post, if the site lets guests comment (`COURANT_BLOG_GUESTS`).",
)  # fmt: skip
AMEND_COMMENT = Procedure(
    "courant.blog.comment.amend", payloads.AmendComment, Answer, EVERYONE, writes=True, since=SINCE,
    doc="Changes a guest's comment, for the browser in which it was written, for as long as a member could.",
)  # fmt: skip
WITHDRAW_COMMENT = Procedure(
    "courant.blog.comment.withdraw", NamedComment, Answer, EVERYONE, writes=True, since=SINCE,
    doc="Removes a guest's comment, for the browser in which it was written.",
)  # fmt: skip
MODERATE = Procedure(
    "courant.blog.comment.moderate", payloads.Moderate, Answer, EDITORS, writes=True, since=SINCE,
    doc="Approves comments (`public`), or decides that they wait (`held`), are `spam` or are `rejected`.",
)  # fmt: skip
REMODERATE = Procedure(
    "courant.blog.comment.remoderate", payloads.Remoderate, Answer, EDITORS, writes=True, since=SINCE,
    doc="Undoes decisions about comments, and a ban with them.",
)  # fmt: skip
BAN = Procedure(
    "courant.blog.comment.ban", NamedComment, Answer, EDITORS, writes=True, since=SINCE,
    doc="Bans the author of a comment, a guest by mail and for a day by network; the comment becomes spam.",
)  # fmt: skip
LIFT_BAN = Procedure(
    "courant.blog.ban.lift", payloads.NamedBan, Answer, EDITORS, writes=True, since=SINCE,
    doc="Lifts a ban.",
)  # fmt: skip
SAVE_RULES = Procedure(
    "courant.blog.rule.save", payloads.SaveRules, Answer, EDITORS, writes=True, since=SINCE,
    doc="Saves the rules for comments.",
)  # fmt: skip
MUTE_THREAD = Procedure(
    "courant.blog.thread.mute", payloads.NamedThread, Answer, MEMBERS, writes=True, since=SINCE,
    doc="Ends the caller's notices of a thread.",
)  # fmt: skip
UNMUTE_THREAD = Procedure(
    "courant.blog.thread.unmute", payloads.NamedThread, Answer, MEMBERS, writes=True, since=SINCE,
    doc="Lets the caller have notices of a thread again.",
)  # fmt: skip
SEEN = Procedure(
    "courant.blog.notice.read", who=MEMBERS, result=Answer, writes=True, since=SINCE,
    doc="Marks the caller's notices as read.",
)  # fmt: skip

TOLD = Procedure(
    "courant.blog.notice.of", NamedComment, payloads.Told, OneModule("mail"), public=False, since=SINCE,
    doc="Who is told of a comment that readers see.",
)  # fmt: skip

PAGE_WRITE = page(
    "courant.blog.page.write_comment", payloads.WritePage, doc="The form for a comment on a post.", since=SINCE
)
PAGE_ANSWER = page("courant.blog.page.answer", NamedComment, doc="The form for an answer to a comment.", since=SINCE)
PAGE_GUEST = page(
    "courant.blog.page.guest", NamedComment, since=SINCE,
    doc="A guest's comment, for the browser in which it was written: what became of it, and the form that changes it.",
)  # fmt: skip
PAGE_MODERATION = page(
    "courant.blog.page.moderation", payloads.ModerationPage, EDITORS,
    doc="The comments that wait for an editor, or those in another state.", since=SINCE,
)  # fmt: skip
PAGE_RULES = page("courant.blog.page.rules", who=EDITORS, doc="The rules for comments, and who is banned.", since=SINCE)
PAGE_YOURS = page(
    "courant.blog.page.yours", who=MEMBERS,
    doc="Answers to a person, and their comments that wait for an editor.", since=SINCE,
)  # fmt: skip

MODERATION = Fragment(
    "blog.moderation", key=str, audience=EDITORS_ONLY, since=SINCE,
    doc="The comments in a state, those of `public` the newest first; a part selects those behind a comment.",
)  # fmt: skip
WAITING = Fragment("blog.waiting", audience=EDITORS_ONLY, since=SINCE, doc="How many comments wait for an editor.")
NEWEST_COMMENTS = Fragment(
    "blog.newest_comments", since=SINCE, doc="The newest comments on published posts, for the front page."
)
YOURS = Fragment(
    "blog.yours", key=str, audience=lambda key: Audience(f"person-{key}"), since=SINCE,
    doc="Answers to a person, and their comments that wait for an editor.",
)  # fmt: skip
