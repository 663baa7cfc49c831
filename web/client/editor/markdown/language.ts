/** Markdown as the site reads it, for highlighting and commands: GitHub's, and links to pages of a wiki. */

import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import { Tag, tags } from "@lezer/highlight";
import { GFM, parser, type MarkdownConfig } from "@lezer/markdown";

const wikiLink = Tag.define();

const WikiLinks: MarkdownConfig = {
  defineNodes: [{ name: "WikiLink", style: wikiLink }],
  parseInline: [
    {
      name: "WikiLink",
      before: "Link",
      parse(inline, next, at) {
        if (next !== 91 || inline.char(at + 1) !== 91) return -1;
        const length = /^\[\[[^[\]\n]+\]\]/.exec(inline.slice(at, Math.min(inline.end, at + 500)))?.[0].length;
        return length ? inline.addElement(inline.elt("WikiLink", at, at + length)) : -1;
      },
    },
  ],
};

const data = defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } });

export const markdown = new Language(data, parser.configure([GFM, WikiLinks]), [], "markdown");

const style = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: [tags.monospace, tags.comment], class: "md-code" },
  { tag: tags.url, class: "md-url" },
  { tag: [tags.link, wikiLink], class: "md-link" },
  { tag: tags.quote, class: "md-quote" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName, tags.string], class: "md-mark" },
  { tag: tags.atom, class: "md-mark" },
]);

export const highlighting = syntaxHighlighting(style);
