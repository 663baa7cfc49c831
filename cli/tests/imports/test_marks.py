"""The marks of Markdown's dialects: what they stand for is shown, the marks never are."""

import pytest
from courant_cli.imports.sources import dialects
from courant_cli.imports.sources.marks import comments
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {% comment %}note{% endcomment %} b", "a  b"),
        ("a\n\n{%- comment -%}\nmore\n```\ncode\n```\n{%- endcomment -%}\nb", "a\n\n\nb"),
        ("{% comment why %}note{% endcomment %}b", "b"),
        ("a {%# note %} b", "a  b"),
        ("a {# note } #} b {#note#}", "a  b "),
        ("x %%remark%% y", "x  y"),
        ("x %%two\nlines%% y", "x  y"),
        ("a\n\n%%\nsecret\n\nmore\n%%\n\nb", "a\n\n\nb"),
        ("%% secret\n\nmore %%\n\nb", "\n\nb"),
        ("{::comment}\nhid\n{:/comment}\nb", "\nb"),
        ("{::comment}hid{:/}b", "b"),
        ("{{< comment >}}hid{{< /comment >}}b", "b"),
        ("{{/* a remark */}} b", " b"),
        ("{/* a remark */} b", " b"),
        ("a {>> a remark <<} b", "a  b"),
    ],
)
def test_remarks_are_left_out_and_told(text: str, shown: str) -> None:
    read, changes = dialects.read(text)
    assert read == shown
    assert {kind for kind, _ in changes} == {"remark that readers never saw, left out"}


@pytest.mark.parametrize(
    "text",
    ["100%% sure and 50%% more", "`%%code%%` and `{% comment %}x{% endcomment %}`", "```\n%%\nx\n%%\n```",
    "printf %%d",
     "math $x_{1}$ and {x: 1}", "{:ok, pid} and {:error, e}", "## Set {a, b}", "Text {not: attributes} here",
     "a {b} c",
     "# Code `{.x}`", "`{: .x}`", "\\{: .x}", "f(x){.5}", "![a](dark.png)", "a :::b", "!!! surprise", "{{ unknown }}",
     "<div class='markdown'>x</div>", "    {: .lead}\n", "a :note: b", "x {#3} y", "a==b and c==d", "x^2",
     "`==a==`", "import a from b", "import this", "`[TOC]`",
     "Vec<String>", "a <Foo> b", "[gallery](x) [video]: y", "::: never ended", "=== x", "a == b == c",
     "see [caption]"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert dialects.plain(text) == text


@pytest.mark.parametrize(
    "text", ["%% never\nended", "a {% comment %} b", "{::comment}\nx", "{{< comment >}} x", "%%\nx", "a {>> b"]
)
def test_a_remark_without_an_end(text: str) -> None:
    assert comments.unended(text)
    assert not comments.unended(f"```\n{text}\n```")
    assert not comments.unended("{% raw %}" + text + "{% endraw %}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% raw %}{{ page.title }}{% endraw %}", "{{ page.title }}"),
        ("`{% raw %}{% comment %}x{% endcomment %}{% endraw %}`", "`{% comment %}x{% endcomment %}`"),
        ("a\n{% raw %}\n```\n{{ x }}\n```\n{% endraw %}\nb", "a\n```\n{{ x }}\n```\nb"),
        ("```\n{% raw %}\n{{ x }}\n{% endraw %}\n```", "```\n{{ x }}\n```"),
        ("{%- raw -%}{% post_url x %}{%- endraw -%}", "{% post_url x %}"),
        ("{% verbatim %}{{ x }}{% endverbatim %}", "{{ x }}"),
        ('`{{</* ref "b.md" */>}}`', '`{{< ref "b.md" >}}`'),
        ("```\n{{%/* note */%}}x{{%/* /note */%}}\n```", "```\n{{% note %}}x{{% /note %}}\n```"),
        ("`{{/* name(a=1) */}}` {%/* name() */%}", "`{{ name(a=1) }}` {% name() %}"),
        ("{{ '{{' }} x {{ \"}}\" }}", "{{ x }}"),
    ],
)
def test_escapes_show_what_they_stand_for(text: str, shown: str) -> None:
    assert dialects.read(text) == (shown, [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lead\n{: .lead}\n\nNext", "Lead\n\nNext"),
        ("{: .lead}\nLead", "Lead"),
        ("* TOC\n{:toc}\n\nText", "\nText"),
        ("1. Contents\n{:toc .x}\n\nText", "\nText"),
        ('[x](y){:target="_blank"} z', "[x](y) z"),
        ('![a](b.png){:width="50%" .c} z', "![a](b.png) z"),
        ("![a](b.png){width=50%}", "![a](b.png)"),
        ("`code`{:.language-ruby} x", "`code` x"),
        ("- {: .x} item", "- item"),
        ("{:refdef: .c}\nText", "Text"),
        ("a {:.b}\nc", "a\nc"),
        ("> {: .b}\n> c", "> c"),
        ("- a\n- b\n{.links-list}\n\nc", "- a\n- b\n\nc"),
        ("Text\n{: #part}\n", 'Text\n<a id="part"></a>\n'),
        ("## H {.wide #part}", '## H <a id="part"></a>'),
        ("## H {#part .wide data-x='1'} ##", '## H <a id="part"></a>'),
        ("## H {: #part}", '## H <a id="part"></a>'),
        ("## H\n{: #part .x}\n\nText", '## H <a id="part"></a>\n\nText'),
        ("## H {#größe}", '## H <a id="größe"></a>'),
        ("## हिन्दी {#हिन्दी}", '## हिन्दी <a id="हिन्दी"></a>'),
        ("## العربية {#العربية .x}", '## العربية <a id="العربية"></a>'),
        ("## 中文 {#中文-一}", '## 中文 <a id="中文-一"></a>'),
        ("## H {.größe #ไทย}", '## H <a id="ไทย"></a>'),
        ("Title {#part}\n=====\n", 'Title <a id="part"></a>\n=====\n'),
        ("## H {-}", "## H"),
        ("## H {:.no_toc}", "## H"),
        ("> a\n> b\n{.is-info}\n\nc", "> [!NOTE]\n> a\n> b\n\nc"),
        ("> a\n{.is-danger}", "> [!CAUTION]\n> a"),
        ('<div markdown="1">\n**x**\n</div>', "<div>\n\n**x**\n</div>"),
        ("<div class='a' markdown='block'>\n\n**x**\n</div>", "<div class='a'>\n\n\n\n**x**\n</div>"),
        ('<span markdown="1">x</span>', "<span>x</span>"),
        ("``` {.rust .numberLines}\nx\n```", "```rust\nx\n```"),
        (":::note\na\n:::\nb", "> [!NOTE]\n> a\n\nb"),
        ("::: tip Look here\n- a\n\n- b\n:::", "> [!TIP]\n> **Look here**\n>\n> - a\n>\n> - b\n"),
        (":::danger[Look]\na\n:::", "> [!CAUTION]\n> **Look**\n>\n> a\n"),
        ('!!! warning "Look"\n    a\n\n    b\n\nc', "> [!WARNING]\n> **Look**\n>\n> a\n>\n> b\n\nc"),
        ("::::note\na\n:::tip\nb\n:::\n::::", "> [!NOTE]\n> a\n> > [!TIP]\n> > b\n"),
        (":::mine Own\na\n:::", "> [!NOTE]\n> **Own**\n>\n> a\n"),
        ("::: code-group\n```js\nx\n```\n:::", "```js\nx\n```\n"),
        ("::: {.column}\na\n:::", "a\n"),
        ('??? tip "Look"\n    a\n', "> [!TIP]- Look\n> a\n"),
        ("???+ danger\n\n    a\n", "> [!CAUTION]+ Danger\n> a\n"),
        ("!!! eigen\n    a\n", "> [!NOTE]\n> **Eigen**\n>\n> a\n"),
        ('=== "A"\n\n    a\n\n    - b\n\n=== "B"\n    c\n', "**A**\n\na\n\n- b\n\n\n**B**\n\nc\n\n"),
        ("import A from '@theme/A';\nimport '../b.css'\n\nText", "\nText"),
        ("export const a = 1;\nText", "Text"),
        ('<Tabs>\n<TabItem value="a" label="A">\n\nIn A\n\n</TabItem>\n</Tabs>', "\n**A**\n\n\nIn A\n\n\n"),
        ("a ==b c== d", "a <mark>b c</mark> d"),
        ("中文==标记==中文", "中文<mark>标记</mark>中文"),
        ("![[a b.png|300]] ![[c.png|Words]] ![[Note]]", "![](<a b.png>) ![Words](<c.png>) [[Note]]"),
        ("Text ^block-1\nmore", 'Text<a id="block-1"></a>\nmore'),
        ("[a]({filename}/b.md) ![c](|static|d.png)\n\n[e]: {attach}f.pdf", "[a](@/b.md) ![c](d.png)\n\n[e]: f.pdf"),
        ("[b](link://slug/b)", "[b](post:b)"),
        ('--8<-- "a.md"\n\n{! b.md !}\nText', "\nText"),
        ("The HTML\n\n*[HTML]: Hyper Text\n", "The HTML\n\n"),
        (":::note\na\n:::tip\nb\n:::\n:::", "> [!NOTE]\n> a\n> > [!TIP]\n> > b\n"),
        ("![](__GHOST_URL__/content/x.png)", "![](/content/x.png)"),
        ('[caption id="a" width="3"]<img src="x.png" /> Words[/caption]', '<img src="x.png" /> Words'),
        ("[embed]https://a.example/x[/embed] [youtube https://b.example/y]",
        "<https://a.example/x> <https://b.example/y>"),
        ('a [gallery ids="1,2"] b', "a  b"),
        ("[TOC]\n\nText", "\nText"),
        ("![a](l.png#gh-light-mode-only)\n![a](d.png#gh-dark-mode-only)", "![a](l.png)\n"),
        ("![a](d.png#gh-dark-mode-only)", "![a](d.png)"),
        ("[![a](l.png#only-light)](x)[![a](d.png#only-dark)](x)", "[![a](l.png)](x)"),
        ('<picture><source media="(prefers-color-scheme: dark)" srcset="d.png"><img src="l.png"></picture>',
         '<img src="l.png">'),
        ('<picture><source media="(prefers-color-scheme: light)" srcset="l.png 2x"><img alt="a" src="d.png"></picture>',
         '<img alt="a" src="l.png">'),
    ],
)  # fmt: skip
def test_marks_are_read_or_left_out(text: str, shown: str) -> None:
    assert dialects.plain(text) == shown


def test_what_is_left_out_is_told() -> None:
    _, changes = dialects.read("a\n{: .lead}\n\n* TOC\n{:toc}\n\n![a](l.png#only-light) ![b](d.png#only-dark)")
    assert changes == [
        ("table of contents of the generator, left out", "* TOC {:toc}"),
        ("mark of a dialect, left out", "{: .lead}"),
        ("picture for dark pages, left out", "![b](d.png#only-dark)"),
    ]


@pytest.mark.parametrize("fence", ["```\n{}\n```", "`{}`", "    {}\n"])
@pytest.mark.parametrize(
    "mark", ["a{: .b}", "[x](y){: .b}", "## H {#id}", "x %%a%% y", "{% comment %}a{% endcomment %}"]
)
def test_code_is_left_alone(fence: str, mark: str) -> None:
    text = fence.replace("{}", mark)
    assert dialects.read(text)[0] == text


@given(st.text(alphabet="ab{}%:#.*`[]()!\n <>=/\"'-rawendcomment", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read, _ = dialects.read(text)
    assert not set("\ufdd0\ufdd1\ufdd2") & set(read)


@pytest.mark.parametrize(
    "text",
    ["{{<" + " " * 50_000, "{% x " + " " * 50_000, "## a" + " " * 50_000 + "{", "import " + " " * 50_000 + "a",
     "::: a" + " " * 50_000, "!!! a" + " " * 50_000, "[video " * 8_000, "[caption " * 8_000, "<A" + " " * 50_000,
     "==" + "a " * 50_000, "Word, and word. " * 5_000],
)  # fmt: skip
def test_a_long_line_is_read_in_one_pass(text: str) -> None:
    assert dialects.plain(text)
