"""A file on a page is for the wiki's readers, also if only an older revision shows it; a deleted page's is not."""

import hashlib

import pytest
from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Forbidden, RateLimited
from courant_kit.content import media
from courant_kit.live import outbox
from courant_kit.media import files, uploads
from courant_kit.store.models import MediaUse
from courant_wiki import contract
from courant_wiki.models import Comment, WikiPage
from courant_wiki.payloads import SavePage
from courant_wiki.writing import saving

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_a_file_follows_its_page(wiki: Wiki) -> None:
    path = media.add("wiki", DRAWING)
    name = path.rpartition("/")[2]
    assert name.startswith(hashlib.sha256(DRAWING).hexdigest()[:32])
    get = wiki.stage.module.contract.procedures["courant.wiki.media.get"]
    with pytest.raises(Forbidden):
        wiki.stage.call(get, "visitor", "", name=name)
    wiki.write("drawn", f"![]({path})")
    page = WikiPage.objects.get(path="drawn")
    found = wiki.stage.call(get, "visitor", "", name=name)
    assert (found["shared"], list(found["fragments"])) == (True, [f"wiki.page-{page.pk}"])
    wiki.write("drawn", "Not any more")
    assert list(MediaUse.objects.values_list("place", "past")) == [(f"page-{page.pk}", True)]
    assert wiki.stage.call(get, "visitor", "", name=name)["shared"]
    wiki.stage.call(contract.DELETE_PAGE, "editor", "eve", path=page.path)
    with pytest.raises(Forbidden):
        wiki.stage.call(get, "visitor", "", name=name)


def test_pictures_that_are_added_in_one_call_count_as_uploads(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LIBRARIANS", uploads.Allowance(1000, 2, others=True))
    begin = wiki.stage.module.contract.procedures["courant.wiki.upload.begin"]
    wiki.stage.call(contract.ADD_MEDIA, "editor", "eve", data=DRAWING)
    wiki.stage.call(begin, "editor", "eve", name="a.png", size=1)
    for procedure, fields in ((contract.ADD_MEDIA, {"data": DRAWING}), (begin, {"name": "a.png", "size": 1})):
        with pytest.raises(RateLimited, match="2 files within an hour"):
            wiki.stage.call(procedure, "editor", "eve", **fields)
    wiki.stage.call(contract.ADD_MEDIA, "editor", "ada", data=DRAWING)


def test_a_file_follows_a_comment_on_a_passage(wiki: Wiki) -> None:
    path = media.add("wiki", DRAWING)
    get = wiki.stage.module.contract.procedures["courant.wiki.media.get"]

    def seen() -> list[str]:
        return list(wiki.stage.call(get, "visitor", "", name=path.rpartition("/")[2])["fragments"])

    wiki.write("drawn", "Some words")
    fields = {"path": "drawn", "exact": "Some", "text": f"![]({path})"}
    thread = wiki.stage.call(contract.OPEN_THREAD, "editor", "ada", **fields)["id"]
    comment = Comment.objects.get()
    assert seen() == [f"wiki.thread-{thread}"]
    wiki.stage.call(contract.REMOVE_COMMENT, "editor", "ada", id=comment.pk)
    with pytest.raises(Forbidden):
        seen()
    wiki.stage.call(contract.RESTORE_COMMENT, "editor", "ada", id=comment.pk)
    assert seen()
    wiki.stage.call(contract.EDIT_COMMENT, "editor", "ada", id=comment.pk, text="Nothing to see")
    with pytest.raises(Forbidden):
        seen()


def test_a_comment_on_a_passage_shows_no_picture_that_its_author_may_not_see(wiki: Wiki) -> None:
    path = media.add("wiki", DRAWING)
    wiki.write("secret", f"![]({path})")
    wiki.stage.call(contract.DELETE_PAGE, "editor", "eve", path="secret")
    wiki.write("drawn", "Some words")
    text = f"![]({path})"
    fields = {"path": "drawn", "exact": "Some", "text": text}
    thread = wiki.stage.call(contract.OPEN_THREAD, "member", "mia", **fields)["id"]
    wiki.stage.call(contract.REPLY_TO_THREAD, "member", "mia", id=thread, text=text)
    last = Comment.objects.latest("pk").pk
    wiki.stage.call(contract.EDIT_COMMENT, "member", "mia", id=last, text=f"Again {text}")
    get = wiki.stage.module.contract.procedures["courant.wiki.media.get"]
    for role, name in (("visitor", ""), ("member", "mia")):
        with pytest.raises(Forbidden):
            wiki.stage.call(get, role, name, name=path.rpartition("/")[2])


def test_a_page_shows_no_picture_that_none_of_its_authors_may_see(wiki: Wiki) -> None:
    """Where members write: who remembers the address of a picture on a deleted page does not bring it back."""
    path = media.add("wiki", DRAWING)
    wiki.write("secret", f"![]({path})")
    wiki.stage.call(contract.DELETE_PAGE, "editor", "eve", path="secret")
    wiki.write("drawn", "Words")
    get = wiki.stage.module.contract.procedures["courant.wiki.media.get"]

    def save(caller: Caller, text: str) -> None:
        number = WikiPage.objects.get(path="drawn").number
        outbox.in_transaction(
            saving.save, caller, SavePage(path="drawn", title="Drawn", text=f"{text} ![]({path})", base=number)
        )

    def session(author: str, text: str) -> None:
        page = WikiPage.objects.get(path="drawn")
        outbox.in_transaction(saving.record, page, f"{text} ![]({path})", [author])

    save(Caller(Role.MEMBER, "mia"), "Again")
    session("mia", "Once more")
    with pytest.raises(Forbidden):
        wiki.stage.call(get, "visitor", "", name=path.rpartition("/")[2])
    save(Caller(Role.EDITOR, "eve"), "By an editor")
    assert wiki.stage.call(get, "visitor", "", name=path.rpartition("/")[2])["shared"]


def test_what_people_type_together_shows_the_pictures_of_each(wiki: Wiki) -> None:
    made = files.made(DRAWING, "drawing", "mia", others=True)
    stored = outbox.in_transaction(files.record, made)
    wiki.write("drawn", "Words")
    page = WikiPage.objects.get(path="drawn")
    outbox.in_transaction(saving.record, page, f"Words ![](/media/wiki/{stored.name})", ["bob", "mia"])
    assert list(MediaUse.objects.values_list("place", flat=True)) == [f"page-{page.pk}"]
