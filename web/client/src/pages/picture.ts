/**
 * The picture with which previews of links show a page, as web's `picture` decides it: its own, or one that web draws.
 */

import type { Page } from "../contract.js";

export interface Picture {
  readonly address: string;
  /** Pixels; 0 if it is not known. */
  readonly width: number;
  readonly height: number;
  readonly words: string;
}

const SIZE = /^[0-9a-f]{32}-(\d{1,5})x(\d{1,5})\.[a-z0-9]{1,8}$/;

/** The picture of a page on the site of this name, or null. */
export function picture(page: Page, site: string): Picture | null {
  const words = page.title || site;
  if (page.image) {
    const size = SIZE.exec(page.image.slice(page.image.lastIndexOf("/") + 1));
    return { address: page.image, width: Number(size?.[1] ?? 0), height: Number(size?.[2] ?? 0), words };
  }
  if (!isPublic(page)) return null;
  const mark = checksum([site, page.title, page.author, page.published.slice(0, 10)].join("\n"));
  return { address: `/media/~card/${mark}${page.canonical.replace(/\/+$/, "")}.png`, width: 1200, height: 630, words };
}

function isPublic({ status, audience, noindex, canonical }: Page): boolean {
  return status === 200 && audience === "live" && !noindex && /^\/[^?#]*$/.test(canonical);
}

/** CRC-32 (ISO 3309) of the text in UTF-8, as eight hexadecimal digits. */
function checksum(text: string): string {
  let crc = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}
