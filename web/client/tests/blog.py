"""The blog that the windows of these tests show: a list, a post and a form."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import Window

LINKS = """<h1>Blog</h1>
<a id="ours" href="/blog/first/">First post</a>
<a id="search" href="/blog/?page=2">Page 2</a>
<a id="blank" href="/blog/first/" target="_blank">New window</a>
<a id="download" href="/blog/first/" download>Download</a>
<a id="other" href="/elsewhere/">Elsewhere</a>
<a id="external" href="/blog/first/" rel="external">External</a>
<a id="jump" href="#far">Jump</a>
<form action="/blog/" method="get"><input name="q"><button>Search</button></form>
<p id="far">Far</p>"""
POST = """{ title: "First post", description: "What it says", canonical: "/blog/first/", feed: "/blog/feed/" }"""
MODULES = """<script type="application/json" id="modules">{"modules": [{"module": "blog", "present": true, "routes": [
{"pattern": "^blog/$", "procedure": "courant.blog.page.index", "query": []},
{"pattern": "^blog/(?<slug>[-a-z0-9]+)/$", "procedure": "courant.blog.page.post", "query": []}]}]}</script>"""
FORM = """<h1>Post</h1>
<form id="form" data-call="courant.blog.comment.add" action="/call/courant.blog.comment.add/" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="post" value="12">
<p class="field"><label>Text <textarea id="text" name="text" aria-describedby="help"></textarea></label></p>
<p id="help">Help</p>
<input type="checkbox" name="tags[]" value="a"><input type="checkbox" name="tags[]" value="b">
<select name="many" multiple><option>1</option><option>2</option></select>
<input type="checkbox" name="agree" value="true"><input id="title" name="title">
<button id="send" name="publish" value="1">Send</button></form>"""
ADD = "fake.procedures['courant.blog.comment.add']"


def heading(window: "Window") -> Any:
    """The page's heading."""
    return window.page.locator("main h1")
