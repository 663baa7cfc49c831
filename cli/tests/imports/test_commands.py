"""The commands of generators and of their themes: what readers saw is Markdown, the commands themselves never show."""

import pytest
from courant_cli.imports.sources import dialects
from courant_cli.imports.sources.marks.commands import LEFT_OUT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{% hint style="info" %}\nHello **b**\n{% endhint %}', "> [!NOTE]\n> Hello **b**"),
        ('{% hint style="danger" %} one line {% endhint %}\n\nb', "> [!CAUTION]\n> one line\n\nb"),
        ("a\n{% note warning %}\nb\n{% endnote %}\nc", "a\n\n> [!WARNING]\n> b\n\nc"),
        ("{% hint %}\na\n\n- b\n  - c\n{% endhint %}", "> [!TIP]\n> a\n>\n> - b\n>   - c"),
        ("- x\n  {% hint %}\n  a\n  b\n  {% endhint %}\n", "- x\n  \n  > [!TIP]\n  > a\n  > b\n"),
        ("{{% notice tip %}}Use *it*{{% /notice %}}", "> [!TIP]\n> Use *it*"),
        ('{{% notice style="warning" title="Operasi" %}}\na\n{{% /notice%}}', "> [!WARNING]\n> **Operasi**\n>\n> a"),
        ('{{< alert "danger" >}}a{{< /alert >}}', "> [!CAUTION]\n> a"),
        ('{{< callout type="unheard" >}}a{{< /callout >}}', "> [!NOTE]\n> a"),
        ("{% hint %}\n{% tip %}\na\n{% endtip %}\n{% endhint %}", "> [!TIP]\n> > [!TIP]\n> > a"),
        ('{% quote(author="V") %}\nA\n{% end %}', "> A\n>\n> — V"),
        ("{% blockquote David L., Wide Awake %}\nDo not\n{% endblockquote %}", "> Do not\n>\n> — David L., Wide Awake"),
        ('{{< details "More" >}}a{{< /details >}}', "<details><summary>More</summary>\n\na\n\n</details>"),
        ('{% tabs %}\n{% tab title="JS" %}\na\n{% endtab %}\n{% endtabs %}', "\n**JS**\n\na\n\n\n"),
        ('{{< highlight go "linenos=table" >}}\nf("{{ x }}")\n{{< /highlight >}}', '```go\nf("{{ x }}")\n```'),
        ("{% codeblock lang:js title %}\nvar a;\n{% endcodeblock %}", "```js\nvar a;\n```"),
        ('{% code title="a.js" %}\n```js\nx\n```\n{% endcode %}', "```js\nx\n```"),
        ("{{< mermaid >}}\ngraph\n{{< /mermaid >}}", "```mermaid\ngraph\n```"),
        ('{{< figure src="a b.png" alt="A" caption="C" >}}', '![A](<a b.png> "C")'),
        ('{% include figure.html path="assets/1.jpg" class="x" %}', "![](assets/1.jpg)"),
        ('{% include figure.html url="p.png" \ncaption="Figure $t(a,\\lambda)$" %}',
         '![Figure $t(a,\\\\lambda)$](p.png "Figure $t(a,\\lambda)$")'),
        ('{% image "./a.png", "Alt" %}', "![Alt](./a.png)"),
        ("{% img left /a.png 30 40 Text %}", "![Text](/a.png)"),
        ("{{< youtube w7Ft2ymGmfc >}}", "<https://www.youtube.com/watch?v=w7Ft2ymGmfc>"),
        ('{{ youtube(id="w7F") }}', "<https://www.youtube.com/watch?v=w7F>"),
        ("{% youtube https://youtu.be/x %}", "<https://youtu.be/x>"),
        ("{{< gist user 7896402 >}}", "<https://gist.github.com/7896402>"),
        ('{{< tweet user="a" id="1" >}}', "<https://twitter.com/a/status/1>"),
        ('{% embed url="https://youtu.be/x" %}\nC\n{% endembed %}',
         "<https://youtu.be/x>\n\nC"),
        ('{% embed url="https://youtu.be/x" %}', "<https://youtu.be/x>"),
        ('{% file src="a/b c.pdf" %}', "[b c.pdf](<a/b c.pdf>)"),
        ('{{< button href="/x" >}}Go{{< /button >}}', "[Go](/x)"),
        ('{% content-ref url="a/" %}\n[a](a/)\n{% endcontent-ref %}', "\n[a](a/)\n"),
        ("a {% include toc.html %} b", "a  b"),
        ('{% include ".gitbook/includes/a.md" %}', ""),
        ('{{< include file="a.md" >}}{{< toc />}}{{% param x %}}', ""),
        ("{% if site.x %}a{% else %}b{% endif %}", "ab"),
        ("{% if false %}a{% endif %}b", "b"),
        ("{% for a in b %}\n- {{ a }}\n{% endfor %}x", "x"),
        ("{% assign a = 1 %}{% set b = 1 %}{% capture b %}c{% endcapture %}", ""),
        ("{{< unheard of=it >}}a{{< /unheard >}}", "a"),
    ],
)  # fmt: skip
def test_what_a_command_means(text: str, shown: str) -> None:
    assert dialects.plain(text) == shown


@pytest.mark.parametrize(
    "text",
    ["`{% hint %}`", "```\n{% hint %}\na\n{% endhint %}\n```", "{% load static %}", "{{ page.title }}", "{{ f(x) }}",
     "{% hint", "{{< a", "100 {% of %} b", "{% endhint %}"],
)  # fmt: skip
def test_what_is_no_known_command_stays(text: str) -> None:
    assert dialects.plain(text) == text


def test_what_is_left_out_is_told() -> None:
    _, changes = dialects.read("{% include toc.html %} {{< unheard of=it >}}a{{< /unheard >}} {{ page.title }}")
    assert changes == [
        (LEFT_OUT, "include toc.html"), (LEFT_OUT, "unheard of=it"),
        ("site generator command, left unchanged", "page.title"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["{% x " + "a" * 50_000 + " %}", "{% hint %} " * 5_000 + "{% endhint %} " * 5_000])
def test_a_long_text_is_read_in_one_pass(text: str) -> None:
    assert len(dialects.plain(text)) < 2 * len(text)
