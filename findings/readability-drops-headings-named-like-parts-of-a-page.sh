#!/usr/bin/env bash
# Library: @mozilla/readability 0.6.0, jsdom 29.1.1 (Node.js 24.21.0): the reading mode of Firefox, and what several services
#   for reading later use.
# Source: its README describes options and `isProbablyReaderable`; what of an article is left out is in REGEXPS of
#   Readability.js alone.
# Guess: what stands in <article> between paragraphs is read; advertisements are found by the class of a box. Ids of
#   headings, which every renderer of Markdown writes, do not matter.
# Seen:
#   headings left out: Comments in code, Contact lenses, Header files, Hidden costs, Menus, Metadata, Social contract, Tags
#   headings kept: History, Print, Rivers, Tools
#   the same with class="content": all kept
#   left out besides: an aside, the footer of a quotation, role="alert"
#   kept: role="note", the cite of a quotation
# Instead: a class with the word "content" on headings whose ids have such words; callouts as div with role="note" or none,
#   and the source of a quotation in <cite>.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "@mozilla/readability@${READABILITY:-0.6.0}" "jsdom@29.1.1"

js >"$LAB/output" <<'JS'
import { Readability } from "@mozilla/readability"
import { JSDOM } from "jsdom"

const text = "<p>Water flows through the valley, and then some more of it, until there is a paragraph of a decent length, " +
  "with commas, that looks like text.</p>"
const read = (part) => {
  const page = `<title>T</title><main><article><h1>T</h1>${text}${text}${part}${text}${text}</article></main>`
  return new Readability(new JSDOM(page, { url: "https://example.org/" }).window.document).parse().textContent
}
const kept = (part) => read(part).includes("WORDS")
const heading = (title, more) => kept(`<h2 ${more} id="${title.toLowerCase().replaceAll(" ", "-")}">WORDS</h2>`)
const titles = ["Comments in code", "Contact lenses", "Header files", "Hidden costs", "History", "Menus", "Metadata", "Print",
  "Rivers", "Social contract", "Tags", "Tools"]
const list = (found) => titles.filter(found).join(", ")
console.log("headings left out:", list((title) => !heading(title, "")))
console.log("headings kept:", list((title) => heading(title, "")))
console.log(`the same with class="content":`, titles.every((title) => heading(title, 'class="content"')) ? "all kept" : "not all")
const parts = {
  "an aside": "<aside><p>WORDS</p></aside>",
  "the footer of a quotation": "<blockquote><p>A.</p><footer>WORDS</footer></blockquote>",
  'role="alert"': '<div role="alert"><p>WORDS</p></div>',
  'role="note"': '<div role="note"><p>WORDS</p></div>',
  "the cite of a quotation": "<blockquote><p>A.</p><cite>WORDS</cite></blockquote>",
}
const names = Object.keys(parts)
console.log("left out besides:", names.filter((name) => !kept(parts[name])).join(", "))
console.log("kept:", names.filter((name) => kept(parts[name])).join(", "))
JS
as_seen <"$LAB/output"
