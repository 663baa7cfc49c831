/** Words that scripts put into a text, or change in it. */

/** Put words where the caret is, as if they were typed, so that they can be undone. */
export function insert(text: HTMLTextAreaElement, words: string): void {
  text.focus();
  const before = text.value.slice(0, text.selectionStart);
  const lines = before === "" || before.endsWith("\n") ? words : `\n${words}`;
  if (!document.execCommand("insertText", false, `${lines}\n`)) {
    text.setRangeText(`${lines}\n`, text.selectionStart, text.selectionEnd, "end");
    changed(text);
  }
}

/** Replace words, wherever they are now; false if the writer has deleted them. */
export function replace(text: HTMLTextAreaElement, words: string, by: string): boolean {
  const at = text.value.indexOf(words);
  if (at < 0) return false;
  text.setRangeText(by, at, at + words.length, "preserve");
  changed(text);
  return true;
}

/** Words as Markdown that means nothing else. */
export function escaped(words: string): string {
  return words.replace(/\s+/g, " ").trim().replace(/[\\[\]*_`<>&!]/g, "\\$&");
}

function changed(text: HTMLElement): void {
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
