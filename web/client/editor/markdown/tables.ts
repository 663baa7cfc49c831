/** GitHub's tables, to and from a grid of cells. Pure. */

export type Side = "" | "left" | "center" | "right";

export interface Table {
  /** The first row is the heading; all rows have as many cells as there are sides. */
  readonly rows: readonly (readonly string[])[];
  readonly sides: readonly Side[];
}

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The table in these lines; null if the second is no line of dashes. */
export function parsed(text: string): Table | null {
  const [head = "", delimiter = "", ...body] = text.split("\n");
  if (!DELIMITER.test(delimiter) || !delimiter.includes("-")) return null;
  const sides = cellsOf(delimiter).map((cell) => sideOf(cell));
  return { sides, rows: [head, ...body].map((line) => fitted(cellsOf(line).map(unescaped), sides.length)) };
}

/** A table with straight columns. Cells cannot have line breaks, so that these become `<br>`. */
export function formatted({ rows, sides }: Table): string {
  const cells = rows.map((row) => fitted(row, sides.length).map(escaped));
  const widths = sides.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column]!))));
  const line = (parts: readonly string[]) => `| ${parts.join(" | ")} |`;
  const padded = cells.map((row) => line(row.map((cell, column) => pad(cell, widths[column]!, sides[column]!))));
  const [head = line([]), ...body] = padded;
  return [head, line(sides.map((side, column) => dashes(side, widths[column]!))), ...body].join("\n");
}

export function empty(rows: number, columns: number): Table {
  return { sides: Array<Side>(columns).fill(""), rows: Array.from({ length: rows }, () => Array<string>(columns).fill("")) };
}

/** A table with these cells from a row and column on; it grows as they need. */
export function filled(table: Table, row: number, column: number, cells: readonly (readonly string[])[]): Table {
  const columns = Math.max(table.sides.length, ...cells.map(({ length }) => column + length));
  const rows = Array.from({ length: Math.max(table.rows.length, row + cells.length) }, (_, at) => fitted(table.rows[at] ?? [], columns));
  for (const [down, line] of cells.entries()) for (const [right, cell] of line.entries()) rows[row + down]![column + right] = cell;
  return { sides: [...table.sides, ...Array<Side>(columns - table.sides.length).fill("")], rows };
}

export function withRow({ rows, sides }: Table, at: number): Table {
  return { sides, rows: rows.toSpliced(at, 0, sides.map(() => "")) };
}

export function withoutRow({ rows, sides }: Table, at: number): Table {
  return rows.length > 1 ? { sides, rows: rows.toSpliced(at, 1) } : { rows, sides };
}

export function withColumn({ rows, sides }: Table, at: number): Table {
  return { sides: sides.toSpliced(at, 0, ""), rows: rows.map((row) => row.toSpliced(at, 0, "")) };
}

export function withoutColumn({ rows, sides }: Table, at: number): Table {
  if (sides.length < 2) return { rows, sides };
  return { sides: sides.toSpliced(at, 1), rows: rows.map((row) => row.toSpliced(at, 1)) };
}

export function aligned({ rows, sides }: Table, column: number, side: Side): Table {
  return { rows, sides: sides.with(column, side) };
}

/** The cells that a spreadsheet copies: tabs between them, and quotation marks around those with line breaks. */
export function spreadsheet(text: string): string[][] | null {
  if (!text.includes("\t")) return null;
  const rows: string[][] = [[]];
  const CELL = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy;
  for (const [whole, quoted, plain, end] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(CELL)) {
    rows.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain ?? "").trim());
    if (end === "\n") rows.push([]);
    if (!end || !whole) break;
  }
  return rows;
}

/** The cells of a line: a pipe behind a backslash divides nothing, nor does one in a cell's code. */
function cellsOf(line: string): string[] {
  const inside = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function fitted(cells: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? "");
}

function sideOf(cell: string): Side {
  const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
  if (left && right) return "center";
  return right ? "right" : left ? "left" : "";
}

function dashes(side: Side, width: number): string {
  const [left, right] = [side === "left" || side === "center" ? ":" : "", side === "right" || side === "center" ? ":" : ""];
  return `${left}${"-".repeat(width - left.length - right.length)}${right}`;
}

function pad(cell: string, width: number, side: Side): string {
  const space = width - widthOf(cell);
  const before = side === "right" ? space : side === "center" ? space >> 1 : 0;
  return " ".repeat(before) + cell + " ".repeat(space - before);
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/gu;
const NONE = /[\p{Mn}\u200d\ufe0f]/gu;

/** How wide a monospaced font draws it: Chinese, Japanese and Korean signs are two columns wide. */
function widthOf(cell: string): number {
  return [...cell.replace(NONE, "")].length + (cell.match(WIDE)?.length ?? 0);
}

function unescaped(cell: string): string {
  return cell.replaceAll("\\|", "|");
}

function escaped(cell: string): string {
  return cell.trim().replace(/(?<!\\)\|/g, "\\|").replace(/\s*\n\s*/g, "<br>");
}
