#!/usr/bin/env bash
# Library: dompurify 3.5.0, jsdom 29.1.1 (Node.js 24.21.0).
# Source: DOMPurify's README, SANITIZE_DOM ("prevents DOM clobbering attacks on built-in APIs") and SANITIZE_NAMED_PROPS.
#   Which ids that concerns depends on the names of properties of document and form.
# Guess: ids of headings stay, but for a few technical names; a link to a heading of a page arrives.
# Seen:
#   headings whose ids go: Images, Links, Forms, Title, Location, Body, Scripts, Plugins, Action, Method, Target, Style, Reset
#   headings whose ids stay: History, Summary, Comments, Contents, Fonts
#   with SANITIZE_NAMED_PROPS: user-content-images
# Instead: give the ids of content a beginning of its own before sanitizing (every id, not the dangerous ones), with
#   SANITIZE_NAMED_PROPS or on the server, and let the links follow.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "dompurify@${DOMPURIFY:-3.5.0}" "jsdom@29.1.1"

js >"$LAB/output" <<'JS'
import createDOMPurify from "dompurify"
import { JSDOM } from "jsdom"

const { sanitize } = createDOMPurify(new JSDOM("").window)
const stays = (heading) => sanitize(`<h2 id="${heading.toLowerCase()}">${heading}</h2>`).includes("id=")
const headings = ["Images", "Links", "Forms", "Title", "Location", "Body", "Scripts", "Plugins", "Action", "Method",
  "Target", "Style", "Reset", "History", "Summary", "Comments", "Contents", "Fonts"]
console.log("headings whose ids go:", headings.filter((heading) => !stays(heading)).join(", "))
console.log("headings whose ids stay:", headings.filter(stays).join(", "))
const named = sanitize('<h2 id="images">Images</h2>', { SANITIZE_NAMED_PROPS: true })
console.log("with SANITIZE_NAMED_PROPS:", /id="([^"]*)"/.exec(named)?.[1])
JS
as_seen <"$LAB/output"
