#!/usr/bin/env bash
# Library: comrak 0.0.16 (Python binding of the Rust crate), CPython 3.11.
# Source: CommonMark 0.31, "Emphasis and strong emphasis": a closing run of asterisks that follows punctuation must be
#   followed by a space or punctuation. Chinese and Japanese have no spaces there.
# Guess: `**…**` around a sentence is bold in every language.
# Seen:
#   **Done.** Next -> <p><strong>Done.</strong> Next</p>
#   **完成。**下一步 -> <p>**完成。**下一步</p>
#   **完成**。下一步 -> <p><strong>完成</strong>。下一步</p>
#   with cjk_friendly_emphasis, **完成。**下一步 -> <p><strong>完成。</strong>下一步</p>
# Instead: turn comrak's cjk_friendly_emphasis on. An editor whose button makes text bold puts the full stop outside.
. "$(dirname "$0")/lab.sh"
python_packages "comrak==${COMRAK:-0.0.16}"

py - <<'PYTHON' | as_seen
import comrak


def show(text, title="", **extensions):
    options = comrak.ExtensionOptions()
    for name, value in extensions.items():
        setattr(options, name, value)
    print(f"{title}{text} -> {comrak.render_markdown(text, extension_options=options).strip()}")


show("**Done.** Next")
show("**完成。**下一步")
show("**完成**。下一步")
show("**完成。**下一步", "with cjk_friendly_emphasis, ", cjk_friendly_emphasis=True)
PYTHON
