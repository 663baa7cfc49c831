/**
 * The search's dialog: a field with a list below it (the combobox pattern of ARIA 1.2). The arrow keys choose a result,
 * Enter opens it, or the search's page if none is chosen, and Escape closes the dialog. While it is open it asks again
 * whenever the index says that something changed.
 */

import type { Subscription } from "../../wamp/index.js";
import { parse } from "../document/parse.js";
import { visit } from "../pages/navigation.js";
import { connection, onJoin } from "../session.js";
import { Asking, type Failure, type Part, type Question, type Result, type Results } from "./asking.js";
import { sheet } from "./style.js";
import { WORDS } from "./words.js";

const PAGE = "/search/";
/** An id with a colon cannot meet one in what people write. */
const LIST = ":results";

/** The last words that were searched in this window, and where. */
let last: Question = { q: "", module: "" };
let shown: Dialog | undefined;

/** Open the dialog, if it is not open, and take what was typed for it after a `/`. */
export function show(typed: string[]): void {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  shown ??= new Dialog();
  const words = typed.splice(0).join("").slice(1);
  if (words) shown.type(words);
}

onJoin(() => shown?.ask());

class Dialog {
  readonly #box = create("dialog", { className: "search", ariaLabel: WORDS.search });
  readonly #field = create("input", { type: "text", inputMode: "search", name: "q", autocomplete: "off", maxLength: 300, placeholder: WORDS.search });
  readonly #list = create("ul", { id: LIST, role: "listbox", ariaLabel: WORDS.results });
  readonly #status = create("p", { role: "status" });
  readonly #part = create("select", { ariaLabel: WORDS.part, hidden: true });
  readonly #more = create("p", { className: "meta" });
  readonly #asking = new Asking((asked, answer) => this.#show(asked, answer));
  #heard = new Map<string, Subscription>();

  constructor() {
    const field = this.#field;
    Object.assign(field, { role: "combobox", ariaLabel: WORDS.search, ariaAutoComplete: "list", ariaExpanded: "false", enterKeyHint: "search", dir: "auto" });
    field.setAttribute("aria-controls", LIST);
    field.value = last.q;
    this.#offer([]);
    const close = create("button", { type: "button", className: "quiet", textContent: WORDS.close, onclick: () => this.#box.close() });
    const form = create("form", { action: PAGE, role: "search" });
    form.append(field, close);
    const bar = create("div", {});
    bar.append(this.#status, this.#part);
    this.#box.append(form, bar, this.#list, this.#more);
    this.#box.addEventListener("close", () => this.#end());
    this.#box.addEventListener("click", ({ target }) => (target === this.#box || (target as Element).closest("a")) && this.#box.close());
    field.addEventListener("input", () => (this.#choose(undefined), this.ask()));
    this.#part.addEventListener("change", () => (this.#choose(undefined), this.ask()));
    field.addEventListener("keydown", (event) => this.#turn(event));
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#enter()));
    document.body.append(this.#box);
    this.#box.showModal();
    field.select();
    this.ask();
  }

  ask(): void {
    last = { q: this.#field.value, module: this.#part.value };
    if (last.q.trim()) this.#asking.ask(last);
    else this.#clear(WORDS.hint);
  }

  #show(asked: Question, answer: Results | Failure): void {
    if (!this.#field.value.trim()) return;
    if (typeof answer === "string") return this.#clear(WORDS[answer]);
    const chosen = this.#chosen?.querySelector("a")?.pathname;
    this.#offer(answer.parts);
    this.#list.replaceChildren(...answer.results.map((one) => option(one, answer.parts)));
    // Who has chosen from an earlier answer keeps the choice, or has the best of this one.
    const [first] = this.#options;
    this.#choose(chosen ? (this.#options.find((one) => one.querySelector("a")?.pathname === chosen) ?? first) : undefined);
    this.#field.ariaExpanded = String(answer.results.length > 0);
    this.#status.textContent = answer.total === 1 ? WORDS.one : answer.total ? answer.total + WORDS.many : WORDS.nothing;
    this.#more.replaceChildren(...this.#links(asked, answer));
    this.#listen(answer.topics);
  }

  #links(asked: Question, { total, results, meant }: Results): (Node | string)[] {
    if (meant) return [WORDS.meant, create("button", { type: "button", className: "quiet", textContent: meant, onclick: () => this.type(meant) })];
    return total > results.length ? [create("a", { href: address(asked), textContent: WORDS.all })] : [];
  }

  /** Offers the parts of the site as a choice, if there are several; what was chosen stays chosen. */
  #offer(parts: readonly Part[]): void {
    const kept = parts.some(({ module }) => module === last.module) || !last.module ? parts : [...parts, { module: last.module, title: last.module }];
    this.#part.hidden = kept.length < 2 && !last.module;
    const names = [{ module: "", title: WORDS.everywhere }, ...kept];
    if (names.map(({ title }) => title).join() === [...this.#part.options].map(({ text }) => text).join()) return;
    this.#part.replaceChildren(...names.map(({ module, title }) => new Option(title, module)));
    this.#part.value = last.module;
  }

  /** Search for other words, as if they had been typed. */
  type(words: string): void {
    this.#field.value = words;
    this.#field.focus();
    this.ask();
  }

  #clear(words: string): void {
    this.#list.replaceChildren();
    this.#more.replaceChildren();
    this.#choose(undefined);
    this.#field.ariaExpanded = "false";
    this.#status.textContent = words;
  }

  #turn(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const options = this.#options;
    const at = this.#chosen ? options.indexOf(this.#chosen) : step > 0 ? -1 : options.length;
    this.#choose(options[at + step]);
  }

  #enter(): void {
    const to = this.#chosen?.querySelector("a")?.href ?? (this.#field.value.trim() && address({ q: this.#field.value, module: this.#part.value }));
    if (!to) return;
    this.#box.close();
    void visit(to);
  }

  get #options(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[];
  }

  get #chosen(): HTMLElement | undefined {
    return this.#options.find((one) => one.ariaSelected === "true");
  }

  #choose(option: HTMLElement | undefined): void {
    this.#options.forEach((one, at) => Object.assign(one, { id: `${LIST}-${at}`, ariaSelected: String(one === option) }));
    option?.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  #listen(topics: readonly string[]): void {
    for (const [topic, one] of this.#heard) if (!topics.includes(topic)) one.cancel(), this.#heard.delete(topic);
    for (const topic of topics) if (!this.#heard.has(topic)) this.#heard.set(topic, connection.listen(topic, () => this.ask()));
  }

  #end(): void {
    this.#listen([]);
    this.#box.remove();
    shown = undefined;
  }
}

function option({ module, address, title, excerpt, space, author, language }: Result, parts: readonly Part[]): HTMLElement {
  const part = parts.find((one) => one.module === module)?.title ?? module;
  const link = create("a", { href: address, tabIndex: -1 });
  const heading = create("strong", { dir: "auto", lang: language });
  heading.append(parse(title));
  const words = create("span", { dir: "auto", lang: language });
  words.append(parse(excerpt));
  link.append(heading, words, create("small", { textContent: [part, space, author].filter(Boolean).join(" · ") }));
  const item = create("li", { role: "option", ariaSelected: "false" });
  item.append(link);
  return item;
}

function address({ q, module }: Question): string {
  return `${PAGE}?${new URLSearchParams(module ? { q, module } : { q })}`;
}

function create<K extends keyof HTMLElementTagNameMap>(tag: K, values: Partial<HTMLElementTagNameMap[K]>): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), values);
}
