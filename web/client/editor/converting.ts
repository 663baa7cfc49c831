/** From HTML to Markdown, by Turndown, with GitHub's tables, tasks and strikes. Loaded with the first paste of HTML. */

import Turndown from "turndown";
import { formatted, type Side } from "./markdown/tables.js";

const service = new Turndown({
  headingStyle: "atx",
  hr: "***",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
});

service.remove(["script", "style", "title", "meta", "noscript", "template"] as never[]);
service.addRule("strike", { filter: ["del", "s", "strike" as "s"], replacement: (content) => (content.trim() ? `~~${content}~~` : "") });
service.addRule("task", {
  filter: (node) => node.nodeName === "INPUT" && (node as HTMLInputElement).type === "checkbox" && node.closest("li") !== null,
  replacement: (_, node) => ((node as HTMLInputElement).checked ? "[x] " : "[ ] "),
});
service.addRule("item", { filter: "li", replacement: (content, node) => item(content, node as HTMLLIElement) });
service.addRule("table", { filter: "table", replacement: (_, node) => `\n\n${tableOf(node as HTMLTableElement)}\n\n` });
// Pictures inside the page that was copied are no addresses.
service.addRule("picture", {
  filter: (node) => node.nodeName === "IMG" && !/^https?:/.test((node as HTMLImageElement).getAttribute("src") ?? ""),
  replacement: (_, node) => (node as HTMLImageElement).alt,
});
service.addRule("link", {
  filter: (node) => node.nodeName === "A" && !/^(?:https?:|mailto:|\/)/.test(node.getAttribute("href") ?? ""),
  replacement: (content) => content,
});

/** The Markdown of an element's content. */
export function markdownOf(element: HTMLElement): string {
  return service.turndown(element).trim();
}

/** As narrow as the site's own Markdown, and as deep as its sign is wide. */
function item(content: string, node: HTMLLIElement): string {
  const list = node.parentElement;
  const number = list?.nodeName === "OL" ? (Number(list.getAttribute("start")) || 1) + Array.from(list.children).indexOf(node) : 0;
  const sign = number ? `${number}. ` : "- ";
  const text = content.trim().replace(/^(\[[ x]\])\s+/, "$1 ").replace(/\n{2,}(?=\s*(?:-|\d+\.) )/g, "\n").replaceAll("\n", `\n${" ".repeat(sign.length)}`);
  return `${sign}${text.replace(/^ +$/gm, "")}${node.nextElementSibling ? "\n" : ""}`;
}

function tableOf(table: HTMLTableElement): string {
  const rows = Array.from(table.rows, (row) => Array.from(row.cells).flatMap(cellsOf));
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  if (columns < 2 && rows.length < 2) return rows.flat().join("\n\n");
  const head = Array.from(table.rows[0]?.cells ?? []);
  const sides = Array.from({ length: columns }, (_, at) => sideOf(head[at]));
  return formatted({ rows: rows.map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? "")), sides });
}

/** A cell that spans several columns, with empty ones behind it. */
function cellsOf(cell: HTMLTableCellElement): string[] {
  const words = service.turndown(cell).trim().replace(/\n{2,}/g, "\n");
  return [words, ...Array<string>(Math.min(cell.colSpan - 1, 50)).fill("")];
}

function sideOf(cell: HTMLTableCellElement | undefined): Side {
  const side = cell?.style.textAlign || cell?.getAttribute("align") || "";
  return side === "right" || side === "center" ? side : "";
}
