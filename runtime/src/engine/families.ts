import type { InputKey } from "@trajet/compiler/program";

export const FAMILIES: ReadonlySet<string> = new Set(["open", "click"]);

/** Opens and clicks are asked for by their message, or those of all messages together: `open:Welcome` is also an `open`. */
export function familyOf(key: InputKey): InputKey | null {
  const end = key.indexOf(":");
  if (end === -1) return null;
  const family = key.slice(0, end);
  return FAMILIES.has(family) ? family : null;
}

/** An event's own key, and that of its family. */
export function keysOf(key: InputKey): readonly InputKey[] {
  const family = familyOf(key);
  return family === null ? [key] : [key, family];
}

/** Under which the sendings of a message stand in a contact's history. */
export const sendingKey = (message: string): InputKey => `${SENDINGS}${message}`;
export const SENDINGS = "sent:";
