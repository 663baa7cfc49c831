"""Texts that try to run a script where they are displayed; each calls `pwned()` if it succeeds."""

IMAGE = "<img src=x onerror=pwned()>"
SCRIPT = "<script>pwned()</script>"

TITLE = f"</title></textarea>\"'>{IMAGE}{SCRIPT} [[x]] {{{{ 7|add:7 }}}}"
TAG = f'">{IMAGE}'
NAME = f"Eve' onmouseover='pwned()' \">{IMAGE}"

MARKDOWN = (
    SCRIPT,
    IMAGE,
    "<SCRIPT\n>pwned()</SCRIPT\t>",
    "<svg onload=pwned()>",
    "<svg><script>pwned()</script></svg>",
    '<svg><a xlink:href="javascript:pwned()"><text>x</text></a></svg>',
    "<svg><animate onbegin=pwned() attributeName=x dur=1s>",
    '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
    '<iframe src="javascript:parent.pwned()"></iframe>',
    '<object data="javascript:pwned()"></object><embed src="javascript:pwned()">',
    '<a href="javascript:pwned()">a</a>',
    '<a href="java\tscript:pwned()">b</a> <a href="java&#10;script:pwned()">c</a>',
    '<a href=" &#1;javascript:pwned()">d</a> <a href="./javascript:pwned()">d</a> <a href="//[">d</a>',
    '<a href="data:text/html,<script>pwned()</script>">e</a> <a href="vbscript:pwned()">f</a>',
    "[g](javascript:pwned()) [h](JaVaScRiPt&#58;pwned()) [i](<java\\script:pwned()>)",
    "[j][evil] <javascript:pwned()>\n\n[evil]: javascript:pwned() 'x\" onclick=\"pwned()'",
    '![k](x"onerror="pwned()) ![l](x "onerror=pwned()") ![" onerror=pwned() x="](x.png)',
    f'![m](x.png "{IMAGE}")\n\n<p><img src=x title="&lt;img src=x onerror=pwned()&gt;"></p>',
    f'<p><img src=x alt=">" title="a>{IMAGE}"></p>',
    "<img src=x alt='<b onclick=pwned()>' title='</b><svg onload=pwned()>'>",
    '<form action="javascript:pwned()"><button autofocus onfocus=pwned()>n</button></form>',
    '<form data-call="courant.blog.post.delete"><input autofocus onfocus=pwned() name=id value=1></form>',
    "<details open ontoggle=pwned()><summary>o</summary></details>",
    "<body onload=pwned()><html onclick=pwned()>",
    "<style>*{background:url(javascript:pwned())}</style><link rel=stylesheet href=javascript:pwned()>",
    '<base href="https://evil.test/"><meta http-equiv=refresh content="0;url=javascript:pwned()">',
    f"<noscript>{IMAGE}</noscript>",
    f"<math><mtext>{IMAGE}</mtext></math>",
    f"<template>{IMAGE}</template><textarea></textarea>{IMAGE}<title>{IMAGE}</title>",
    f"<!-- {IMAGE} --> <![CDATA[{IMAGE}]]> <?x {IMAGE}?>",
    f'```">{IMAGE}\ncode\n```',
    f'```html" onload="pwned()\n{SCRIPT}\n```',
    f"~~~ x' onclick='pwned()\n{SCRIPT}\n~~~",
    f'<pre><code class="language-html&quot; onclick=pwned()">{SCRIPT}&lt;/code&gt;{IMAGE}</code></pre>',
    f"| {IMAGE} |\n|---|\n| `{SCRIPT}` |",
    f"[[{IMAGE}]] [[x|{IMAGE}]] [[javascript:pwned()]] [[\" onclick=\"pwned()]] [[/a#' onclick='pwned()]]",
    f"note[^1]\n\n[^1]: {IMAGE}\n\n- [ ] {IMAGE}\n- [x] {SCRIPT}",
    f"> [!NOTE]\n> {IMAGE}\n\nterm {IMAGE}\n\n: meaning {SCRIPT}",
    f"## {IMAGE} heading {{#x onclick=pwned()}}\n\n<h2 id='\"><img src=x onerror=pwned()>' onclick=pwned()>q</h2>",
    '<section data-live="blog.index" data-version="-1" data-topic="courant.blog.live.index">r</section>',
    "<b onclick=pwned()>s</b> <x-b onclick=pwned()>t</x-b> <b title='<x-b onclick=pwned()>'>u</b>",
    '<div id="main" style="position:fixed;inset:0" class="notice" onclick=pwned()>v</div>',
    '<a id="connection" name="menu">w</a> <img name="getElementById" id="querySelector"> <p id="notices">x</p>',
    "\u2028<script>pwned()\u2028</script> \u0000<scr\u0000ipt>pwned()</scr\u0000ipt> <ſcript>pwned()</ſcript>",
    "&lt;script&gt;pwned()&lt;/script&gt; &#60;img src=x onerror=pwned()&#62; %3Cscript%3Epwned()%3C/script%3E",
    '{{ 7|add:7 }} {% load log %} {% include "courant/error.html" %}',
    "</textarea></title></style></template></noscript></script></main>\"'><script>pwned()</script>",
)

TEXT = "\n\n".join(MARKDOWN)

SWALLOWING = f"<style><!-- {IMAGE}"
"""What stands behind it is not shown."""

WATCH = """
window.pwned = () => window.seen("a script ran");
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""

DANGERS = r"""() => {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$/i.test(name)) found.push(`${element.localName} ${name}=${value}`);
      if (/^(href|src|action|formaction|data|xlink:href)$/i.test(name)
        && /^[\s\u0000-\u0020]*(javascript|vbscript|data):/i.test(value)) found.push(`${name}=${value}`);
    }
    for (const kind of ["mouseover", "focus", "click"]) {
      if (!element.closest("a, button, form, summary, label")) element.dispatchEvent(new Event(kind));
    }
  }
  const never = ":is(script, iframe, object, embed, base, meta, link, style, template, noscript)";
  const ours = "pre.code > button[type=button].button.quiet:first-child"; // it copies the code
  const inProse = ":is(form, button, svg:not(.notice[data-tone] > .icon), math, textarea, [data-live], [data-call])";
  const there = document.querySelectorAll(`main ${never}, main .prose ${inProse}:not(${ours})`);
  found.push(...[...there].map((element) => element.outerHTML.slice(0, 200)));
  return found;
}"""
