/** Files that are pasted, dropped or chosen: uploaded with progress where they will stand, then written as Markdown. */

import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { describing } from "./describing.js";
import type { Site } from "./site.js";
import { WORDS } from "./words.js";

/** Between two paragraphs. */
const BREAK = "\n\n";

interface Upload {
  readonly name: string;
  readonly element: HTMLElement;
  readonly abort: AbortController;
}

const began = StateEffect.define<{ readonly at: number; readonly upload: Upload }>({
  map: ({ at, upload }, changes) => ({ at: changes.mapPos(at), upload }),
});
const ended = StateEffect.define<Upload>();

class Progress extends WidgetType {
  constructor(readonly upload: Upload) {
    super();
  }

  override eq(other: Progress): boolean {
    return other.upload === this.upload;
  }

  toDOM(): HTMLElement {
    return this.upload.element;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** What is being uploaded, at its place in the text, which moves with the words around it. */
const uploads = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects }) {
    let found = shown.map(changes);
    for (const effect of effects) {
      if (effect.is(began)) {
        const { at, upload } = effect.value;
        found = found.update({ add: [Decoration.widget({ widget: new Progress(upload), side: 1 }).range(at)] });
      }
      if (effect.is(ended)) found = found.update({ filter: (_from, _to, { spec }) => spec.widget.upload !== effect.value });
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Accepts pictures and other files for a module that stores them, which says what each is. */
export function pictures(site: Site, module: string): Extension {
  const take = (view: EditorView, data: DataTransfer | null, at: number): boolean => {
    const files = [...(data?.files ?? [])];
    // A copied table or text may bring a picture of itself along.
    if (files.length === 0 || view.state.readOnly || data?.types.includes("text/plain")) return false;
    addAll(view, site, module, files, at);
    return true;
  };
  return [
    uploads,
    describing,
    EditorView.domEventHandlers({
      paste: ({ clipboardData }, view) => take(view, clipboardData, view.state.selection.main.head),
      drop: ({ dataTransfer, clientX, clientY }, view) =>
        take(view, dataTransfer, view.posAtCoords({ x: clientX, y: clientY }, false)),
    }),
  ];
}

/** Is a file of this text on its way? */
export function uploading({ state }: EditorView): boolean {
  return (state.field(uploads, false)?.size ?? 0) > 0;
}

/** Let somebody choose pictures from their device. */
export function choose(view: EditorView, site: Site, module: string): void {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
  input.addEventListener("change", () => {
    view.focus();
    addAll(view, site, module, [...(input.files ?? [])], view.state.selection.main.head);
  });
  input.click();
}

/** Several files stand in a paragraph each, in their order, whichever arrives first. */
function addAll(view: EditorView, site: Site, module: string, files: readonly File[], at: number): void {
  if (files.length < 2) return files.forEach((file) => void add(view, site, module, file, at));
  const { from, to } = view.state.doc.lineAt(at);
  const [before, after] = [view.state.sliceDoc(from, at).trim() && BREAK, view.state.sliceDoc(at, to).trim() && BREAK];
  view.dispatch({ changes: { from: at, insert: before + BREAK.repeat(files.length - 1) + after }, userEvent: "input.drop" });
  files.forEach((file, index) => void add(view, site, module, file, at + before.length + index * BREAK.length));
}

async function add(view: EditorView, site: Site, module: string, file: File, at: number): Promise<void> {
  const upload = begin(file.name);
  view.dispatch({ effects: began.of({ at, upload }) });
  const bar = upload.element.querySelector("progress")!;
  try {
    const made = await site.upload(file, module, (part) => (bar.value = part), upload.abort.signal);
    write(view, upload, made.markdown || `![${WORDS.describe}](${made.path})`);
  } catch (error) {
    if (!upload.abort.signal.aborted) site.say(WORDS.notUploaded(file.name, (error as Error).message), "bad");
  } finally {
    view.dispatch({ effects: ended.of(upload) });
  }
}

function begin(name: string): Upload {
  const element = Object.assign(document.createElement("span"), { className: "upload" });
  const abort = new AbortController();
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: WORDS.uploading(name) });
  const stop = Object.assign(document.createElement("button"), { type: "button", textContent: WORDS.stop, ariaLabel: WORDS.stopUpload(name) });
  stop.addEventListener("click", () => abort.abort());
  element.append(bar, name, stop);
  return { name, element, abort };
}

/** The file in place of its progress; the description of a picture is selected, if it has to be written still. */
function write(view: EditorView, upload: Upload, markdown: string): void {
  const at = placeOf(view, upload);
  if (at === undefined) return;
  const description = /^!\[([^\]]*)\]/.exec(markdown)?.[1];
  const from = at + (description === undefined ? markdown.length : 2);
  view.dispatch({
    changes: { from: at, insert: markdown },
    ...(description === "" ? { effects: EditorView.announce.of(WORDS.describeIt) } : {}),
    ...(view.hasFocus ? { selection: { anchor: from, head: from + (description?.length ?? 0) } } : {}),
    userEvent: "input",
  });
}

function placeOf(view: EditorView, upload: Upload): number | undefined {
  let place: number | undefined;
  view.state.field(uploads).between(0, view.state.doc.length, (from, _, { spec }) => {
    if (spec.widget.upload === upload) place = from;
  });
  return place;
}
