import { visible } from "../prose/visible.ts";

/** A text inside XML, in an attribute too. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A length in px, to a tenth. */
export function at(length: number): string {
  return String(Math.round(length * 10) / 10);
}
