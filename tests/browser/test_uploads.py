"""A picture is pasted, dropped and chosen, described, and then seen by those for whom its text is."""

import re
from io import BytesIO

import httpx
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import answered, opened, text_of, undo

GIVE = """async (element, [kind, bytes, names]) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File([new Uint8Array(bytes)], name, { type: "text/plain" }));
  const fields = { bubbles: true, cancelable: true };
  const event = kind === "paste" ? new ClipboardEvent(kind, { ...fields, clipboardData: data })
    : new DragEvent(kind, { ...fields, dataTransfer: data });
  element.dispatchEvent(event);
}"""


def picture(width: int = 1200, height: int = 800, *, turned: bool = False) -> bytes:
    """A photograph, from a camera that was held upright if it is turned."""
    exif = Image.Exif()
    exif[0x010F] = "Somebody's camera"
    if turned:
        exif[0x0112] = 6
    out = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def give(field: Locator, kind: str, data: bytes, *names: str) -> None:
    """Paste or drop files, with the same content, into a field."""
    field.evaluate(GIVE, [kind, list(data), names])


def seen(site: Site, path: str) -> httpx.Response:
    """A file as a visitor gets it."""
    return httpx.get(site.url + path)


def test_a_picture_pasted_into_a_comment_is_described_and_seen(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="Walks", text="Where?", published=True)
    page = opened(somebody("grace"), site, post["path"])
    page.get_by_label("Your comment").fill("Here: ")
    expect(page.get_by_role("button", name="Add pictures or files")).to_be_visible()
    give(page.get_by_label("Your comment"), "paste", picture(turned=True), "walk.jpg")
    page.get_by_label("Describe the picture").fill("A path [in] the hills")
    expect(page.get_by_label("Your comment")).to_have_value(
        re.compile(r"^Here: \n!\[A path \\\[in\\\] the hills\]\(/media/blog/[0-9a-f]{32}-800x1200\.jpg\)\n")
    )
    path = page.get_by_label("Your comment").input_value().split("](")[1].split(")")[0]
    assert seen(site, path).status_code == 403
    page.get_by_role("button", name="Comment", exact=True).click()
    shown = page.locator(".comment img")
    expect(shown).to_have_attribute("alt", "A path [in] the hills")
    expect(shown).to_have_attribute("width", "800")
    expect(shown).to_have_attribute("srcset", f"{path}.480.avif 480w, {path} 800w")
    answer = seen(site, path)
    assert answer.status_code == 200
    assert b"camera" not in answer.content
    assert seen(site, f"{path}.480.avif").headers["Content-Type"] == "image/avif"


def test_a_member_drops_a_picture_on_a_reply_to_a_passage(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="quarries", title="Quarries", text="Slate is split by hand.")
        operator.call("courant.wiki.thread.open", path="quarries", exact="Slate", text="What does that look like?")
    page = opened(somebody("grace"), site, "/wiki/quarries/")
    reader = opened(somebody(""), site, "/wiki/quarries/")
    page.get_by_text("Reply", exact=True).first.click()
    reply = page.get_by_label("Your reply")
    give(reply, "drop", picture(600, 300), "slate.jpg")
    page.get_by_label("Describe the picture").fill("A splitter at work")
    expect(reply).to_have_value(re.compile(r"!\[A splitter at work\]\(/media/wiki/"))
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(reader.locator(".threads img")).to_have_attribute("alt", "A splitter at work")
    expect(reader.locator(".threads img")).to_have_js_property("complete", True)


def test_what_is_dropped_on_a_draft_is_not_for_visitors(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/blog/new/")
    page.get_by_label("Title", exact=True).fill("A plan")
    text = text_of(page)
    give(text, "drop", picture(900, 300), "plan.jpg")
    expect(text).to_contain_text(re.compile(r"^!\[\]\(/media/blog/[0-9a-f]{32}-900x300\.jpg\)$"))
    text.press("Control+Home")
    page.keyboard.type("\n\n")
    expect(page.locator("#preview img")).to_be_visible()
    text.press("Control+Home")
    give(text, "paste", b"<!doctype html><script>window.ran = 1</script>", "page.html")
    expect(text).to_contain_text(re.compile(r"^\[page\.html\]\(/media/blog/"))
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("article img")).to_be_visible()
    path = page.locator("article img").get_attribute("src") or ""
    assert seen(site, path).status_code == 403
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("h1", has_text="A plan")).to_be_visible()
    assert seen(site, path).status_code == 200
    file = seen(site, page.get_by_role("link", name="page.html").get_attribute("href") or "")
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''page.html"
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_several_files_stand_in_a_paragraph_each_in_their_order(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/wiki/~new/")
    text = text_of(page)
    text.fill("Before and after.")
    give(text, "paste", b"Some notes", "one.txt", "two.txt", "three.txt")
    link = r"\[{}\.txt\]\(/media/wiki/[^)]*\)"
    links = r"\n\n".join(link.format(name) for name in ("one", "two", "three"))
    expect(page.locator("#text")).to_have_value(re.compile(rf"^Before and after\.\n\n{links}$"))
    text.press("Control+Home")
    give(text, "paste", b"Some notes", "four.txt", "five.txt")
    first = r"\n\n".join(link.format(name) for name in ("four", "five"))
    expect(page.locator("#text")).to_have_value(re.compile(rf"^{first}\n\nBefore and after\.\n\n{links}$"))


def test_a_form_waits_for_the_files_of_its_text(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/blog/new/")
    page.get_by_label("Title", exact=True).fill("A slow picture")
    page.evaluate("WebSocket.prototype.send = () => {}")
    give(text_of(page), "paste", picture(), "slow.jpg")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("#notices")).to_contain_text("A file is still on its way")
    page.get_by_role("button", name="Stop uploading slow.jpg").click()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_the_library_describes_offers_removes_and_restores(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/media/wiki/")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add pictures or files").click()
    chosen.value.set_files(FilePayload(name="moor.jpg", mimeType="image/jpeg", buffer=picture(600, 400)))
    page.get_by_role("link", name="moor.jpg").click()
    expect(page.get_by_role("heading", name="Where it is used")).to_be_visible()
    page.get_by_label("Description").fill("A moor")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#notices")).to_contain_text("Saved.")
    page.goto(f"{site.url}/wiki/~new/")
    text_of(page).fill("Before and after.")
    text_of(page).press("Control+Home")
    for _ in "Before":
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="From the library").click()
    page.get_by_role("dialog").get_by_role("button", name="A moor").click()
    expect(text_of(page)).to_contain_text(re.compile(r"^Before!\[A moor\]\(/media/wiki/[^)]*\) and after\.$"))
    text_of(page).fill("")
    page.goto(f"{site.url}/media/wiki/?q=moor")
    page.get_by_label("Select").check()
    page.get_by_role("button", name="Move into the bin").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("link", name="moor.jpg")).to_have_count(0)
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="moor.jpg")).to_be_visible()


def choose(page: Page, *names: str) -> None:
    """Choose pictures with the button of the library; each looks different."""
    files = [FilePayload(name=name, mimeType="image/jpeg", buffer=picture(70 + len(name), 40 + at))
             for at, name in enumerate(names)]  # fmt: skip
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add pictures or files").click()
    chosen.value.set_files(files)


def test_several_files_are_moved_and_removed_at_once_in_every_open_library(site: Site, somebody: Somebody) -> None:
    ada = somebody("ada")
    page, other = opened(ada, site, "/media/blog/?q=ferns"), opened(ada, site, "/media/blog/?q=ferns")
    choose(page, "ferns.jpg", "ferns 2.jpg", "ferns no 3.jpg", "ferns with moss.jpg")
    files = page.get_by_role("checkbox")
    expect(files).to_have_count(4)
    expect(other.get_by_role("checkbox")).to_have_count(4)
    files.nth(0).check()
    files.nth(2).click(modifiers=["Shift"])
    chosen = page.get_by_role("status").filter(has_text="selected")
    expect(chosen).to_have_text("3 selected")
    page.get_by_label("Move into the folder").fill("woods/shade")
    page.get_by_label("Move into the folder").press("Enter")
    expect(other.get_by_role("link", name="woods / shade")).to_be_visible()
    expect(page.get_by_role("link", name="woods / shade")).to_be_visible()
    page.get_by_role("link", name="woods", exact=True).click()
    expect(files).to_have_count(3)
    files.nth(0).focus()
    for key in ("Space", "Shift+ArrowRight"):
        page.keyboard.press(key)
    choose(other, "ferns in a pot.jpg")
    expect(other.get_by_role("checkbox")).to_have_count(5)
    expect(chosen).to_have_text("2 selected")
    files.nth(1).focus()
    with answered(page):
        page.keyboard.press("Delete")
    expect(files).to_have_count(1)
    expect(other.get_by_role("checkbox")).to_have_count(3)
    undo(page)
    expect(files).to_have_count(3)
    expect(other.get_by_role("checkbox")).to_have_count(5)
    other.get_by_label("Search", exact=True).fill("moss")
    expect(other.get_by_role("checkbox")).to_have_count(1)
    assert other.url.endswith("/media/blog/?q=moss")


def test_a_refused_file_stays_in_view_and_the_others_arrive(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/media/wiki/?q=heath")
    good, bad = picture(90, 30), b"\xff\xd8\xff"
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Add pictures or files").click()
    chosen.value.set_files(
        [FilePayload(name=name, mimeType="", buffer=data) for name, data in (("heath.jpg", good), ("b.jpg", bad))]
    )
    expect(page.get_by_role("link", name="heath.jpg")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text("This picture is damaged or not complete.")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_have_count(0)
