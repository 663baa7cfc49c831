#!/usr/bin/env bash
# Library: @orama/orama 3.1.18, minisearch 7.2.0 (Node.js 24.21.0).
# Source: Orama's documentation, "Text analysis" (`language`, English unless named); that other letters are dropped, and not
#   merely left without a stemmer, is not said. MiniSearch's documentation, `tokenize`: "space or punctuation".
# Guess: without a language words are found as they stand, in every script; for a site in several languages the default is
#   the neutral choice. Chinese is found by two of its characters.
# Seen:
#   orama: Привет -> nothing; हिन्दी -> nothing; été -> nothing; Größe -> found; bar -> found
#   minisearch: Привет -> found; हिन्दी -> found; été -> found; Größe -> found; bar -> found
#   测试 in 中文测试文字: orama nothing; minisearch nothing
# Instead: a tokenizer of one's own in both, on \p{L}\p{M}\p{N}, with pairs of characters for scripts without spaces.
. "$(dirname "$0")/lab.sh"
node_packages "node@${NODE:-24.21.0}" "@orama/orama@${ORAMA:-3.1.18}" "minisearch@${MINISEARCH:-7.2.0}"

js >"$LAB/output" <<'JS'
import { create, insert, search } from "@orama/orama"
import MiniSearch from "minisearch"

const texts = ["Привет мир", "हिन्दी भाषा", "l'été dernier", "Größe", "foo bar", "中文测试文字"]
const words = ["Привет", "हिन्दी", "été", "Größe", "bar"]
const orama = create({ schema: { text: "string" } })
for (const text of texts) await insert(orama, { text })
const mini = new MiniSearch({ fields: ["text"] })
mini.addAll(texts.map((text, id) => ({ id, text })))
const inOrama = async (term) => ((await search(orama, { term })).hits.length ? "found" : "nothing")
const inMini = (term) => (mini.search(term).length ? "found" : "nothing")

const found = []
for (const word of words) found.push(`${word} -> ${await inOrama(word)}`)
console.log("orama:", found.join("; "))
console.log("minisearch:", words.map((word) => `${word} -> ${inMini(word)}`).join("; "))
console.log(`测试 in 中文测试文字: orama ${await inOrama("测试")}; minisearch ${inMini("测试")}`)
JS
as_seen <"$LAB/output"
