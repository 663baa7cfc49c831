/** Where a follower's position is kept. */

import { open, readFile, rename } from "node:fs/promises";

/** Keeps a position as its text; `load` is awaited once, `store` whenever it has moved. */
export interface Keeper {
  load(): Promise<string>;
  store(position: string): Promise<void>;
}

/** Keeps the position in a file, which is replaced in one step, and complete even after a power cut. */
export function inFile(path: string): Keeper {
  return {
    async load() {
      try {
        return await readFile(path, "ascii");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
        throw error;
      }
    },
    async store(position) {
      const file = await open(`${path}.new`, "w");
      try {
        await file.writeFile(`${position}\n`, "ascii");
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
    },
  };
}

/** For a handler that stores `event.position` in the transaction of its work, and so does nothing twice. */
export function withTheWork(load: () => string | Promise<string>): Keeper {
  return { load: async () => load(), store: async () => undefined };
}
