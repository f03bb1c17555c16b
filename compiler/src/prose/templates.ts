import { wordsOf } from "./references.ts";

/** A template as a reader sees it before it is filled in: `Welcome, [first name]!`. Blocks give both their sides. */
export function templateInWords(template: string): string {
  return template
    .replace(/\{\{!(?:--[\s\S]*?--|[\s\S]*?)\}\}/g, "")
    .replace(/\{\{~?\s*(?:else|\^)[^}]*\}\}/g, " / ")
    .replace(/\{\{~?[#/][^}]*\}\}/g, "")
    .replace(/\{\{\{?~?\s*([^}]*?)\s*~?\}?\}\}/g, (_, inside: string) => `[${printed(inside)}]`)
    .replace(/\s+/g, " ")
    .trim();
}

/** What an expression prints: its one name, or what a helper is given: `default contact.firstName "there"`. */
function printed(inside: string): string {
  const [first = "", second] = inside.match(/"[^"]*"|\S+/g) ?? [];
  const name = (second ?? first).replace(/["()]/g, "");
  return wordsOf(name.split(".").at(-1) ?? name);
}
