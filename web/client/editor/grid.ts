/**
 * A table in a grid: a dialog with a field for each cell. Tab goes from cell to cell and makes a new row after the last
 * one, Enter and the arrow keys go up and down; what a spreadsheet copies fills as many cells as it has.
 */

import { icon, type Icon } from "./icons.js";
import * as tables from "./markdown/tables.js";
import type { Side, Table } from "./markdown/tables.js";
import { WORDS } from "./words.js";

const SIDES: readonly (readonly [Side, Icon])[] = [["left", "align-left"], ["center", "align-center"], ["right", "align-right"]];

export class Grid {
  readonly #dialog = document.createElement("dialog");
  readonly #place = document.createElement("div");
  #table: Table;

  /** `done` gets the table, or null if nothing is to be changed. */
  constructor(table: Table, done: (table: Table | null) => void) {
    this.#table = table;
    this.#dialog.className = "grid";
    this.#dialog.ariaLabel = WORDS.grid.title;
    this.#place.className = "cells";
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      button(WORDS.grid.row, "plus", () => this.#change(tables.withRow(this.#table, this.#table.rows.length), [this.#table.rows.length, 0])),
      button(WORDS.grid.column, "plus", () => this.#change(tables.withColumn(this.#table, this.#table.sides.length), [0, this.#table.sides.length])),
      button(WORDS.grid.cancel, undefined, () => this.#dialog.close()),
      button(WORDS.grid.done, undefined, () => this.#dialog.close("done")),
    );
    actions.lastElementChild!.className = "primary";
    this.#dialog.append(this.#place, actions);
    this.#dialog.addEventListener("close", () => {
      const result = this.#dialog.returnValue === "done" ? this.#table : null;
      this.#dialog.remove();
      done(result);
    });
    this.#place.addEventListener("input", ({ target }) => this.#type(target as HTMLInputElement));
    this.#place.addEventListener("keydown", (event) => this.#move(event));
    this.#place.addEventListener("paste", (event) => this.#paste(event));
  }

  open(root: ShadowRoot): void {
    root.append(this.#dialog);
    this.#draw();
    this.#dialog.showModal();
    this.#focus(0, 0);
  }

  #change(table: Table, focus: readonly [number, number]): void {
    this.#table = table;
    this.#draw();
    this.#focus(...focus);
  }

  #focus(row: number, column: number): void {
    const [down, right] = [Math.min(row, this.#table.rows.length - 1), Math.min(column, this.#table.sides.length - 1)];
    this.#place.querySelector<HTMLInputElement>(`[data-row="${down}"][data-column="${right}"]`)?.focus();
  }

  #draw(): void {
    const table = document.createElement("table");
    const { rows, sides } = this.#table;
    const head = table.createTHead().insertRow();
    for (const [column, side] of sides.entries()) head.append(this.#columnTools(column, side));
    head.insertCell();
    const body = table.createTBody();
    for (const [row, cells] of rows.entries()) {
      const line = body.insertRow();
      for (const [column, cell] of cells.entries()) line.insertCell().append(this.#cell(cell, row, column));
      const label = WORDS.grid.removeRow(row + 1);
      if (row > 0) line.insertCell().append(button(label, "trash-2", () => this.#change(tables.withoutRow(this.#table, row), [row, 0]), true));
    }
    this.#place.replaceChildren(table);
  }

  #columnTools(column: number, now: Side): HTMLTableCellElement {
    const cell = document.createElement("td");
    for (const [side, name] of SIDES) {
      const set = () => this.#change(tables.aligned(this.#table, column, now === side ? "" : side), [0, column]);
      const one = button(WORDS.grid.align(side, column + 1), name, set, true);
      one.ariaPressed = String(now === side);
      cell.append(one);
    }
    cell.append(button(WORDS.grid.removeColumn(column + 1), "trash-2", () => this.#change(tables.withoutColumn(this.#table, column), [0, column]), true));
    return cell;
  }

  #cell(value: string, row: number, column: number): HTMLInputElement {
    const input = Object.assign(document.createElement("input"), { value, dir: "auto", ariaLabel: WORDS.grid.cell(row, column + 1) });
    Object.assign(input.dataset, { row, column });
    input.style.textAlign = this.#table.sides[column] ?? "";
    return input;
  }

  #type(input: HTMLInputElement): void {
    this.#table = tables.filled(this.#table, Number(input.dataset["row"]), Number(input.dataset["column"]), [[input.value]]);
  }

  #move(event: KeyboardEvent): void {
    const { row = "", column = "" } = (event.target as HTMLElement).dataset;
    if (!row || event.isComposing) return;
    const [down, right] = [Number(row), Number(column)];
    const { rows, sides } = this.#table;
    const isLast = down === rows.length - 1;
    const grows = (event.key === "Enter" && isLast) || (event.key === "Tab" && !event.shiftKey && isLast && right === sides.length - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (grows) this.#change(tables.withRow(this.#table, rows.length), [rows.length, event.key === "Tab" ? 0 : right]);
    else if (event.key === "Tab") this.#step(right + (event.shiftKey ? -1 : 1), down, sides.length, event);
    else if (steps) this.#focus(down + steps, right);
    if (grows || steps) event.preventDefault();
  }

  /** Tab goes to cells only; before the first one it leaves them. */
  #step(column: number, row: number, columns: number, event: KeyboardEvent): void {
    const at = row * columns + column;
    if (at < 0) return;
    event.preventDefault();
    this.#focus(Math.floor(at / columns), at % columns);
  }

  #paste(event: ClipboardEvent): void {
    const cells = tables.spreadsheet(event.clipboardData?.getData("text/plain") ?? "");
    const { row, column } = (event.target as HTMLElement).dataset;
    if (!cells || row === undefined) return;
    event.preventDefault();
    this.#change(tables.filled(this.#table, Number(row), Number(column), cells), [Number(row), Number(column)]);
  }
}

function button(label: string, name: Icon | undefined, act: () => void, small = false): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  if (name) element.append(icon(name));
  if (small) element.ariaLabel = element.title = label;
  else element.append(label);
  element.addEventListener("click", act);
  return element;
}
