/** How far a follower is: one number for each module, written `blog:123,wiki:45`. */

export type Position = Readonly<Record<string, number>>;

const PART = /^([a-z][a-z0-9_]{0,59}):(0|[1-9][0-9]{0,15})$/;

/** The position that a text is; an empty one is the begin of everything. Throws RangeError for another text. */
export function parse(text: string): Position {
  const numbers: Record<string, number> = {};
  for (const part of text.split(",").map((one) => one.trim()).filter(Boolean)) {
    const [, module, digits] = PART.exec(part) ?? [];
    const number = Number(digits);
    if (module === undefined || !Number.isSafeInteger(number)) {
      throw new RangeError(`"${part.slice(0, 60)}" is no part of a position: write blog:123,wiki:45`);
    }
    if (module in numbers) throw new RangeError(`the module ${module} is in the position twice`);
    numbers[module] = number;
  }
  return numbers;
}

/** The text of a position, sorted by module: equal positions are equal texts. */
export function format(position: Position): string {
  const modules = Object.keys(position).sort();
  return modules.map((module) => `${module}:${position[module]}`).join(",");
}
