import type { Name, Reference } from "@trajet/grammar";
import type { Telling } from "./telling.ts";

/** Fields that the language brings, where their name is not what people say. */
const KNOWN: Readonly<Record<string, string>> = {
  createdAt: "date of creation",
  subscribedAt: "date of subscription",
  placedAt: "date",
  updatedAt: "last change",
  phone: "phone number",
  email: "email address",
  timezone: "time zone",
  sku: "code",
};

/** What `event`, `entry.order` and the like stand for. */
const THINGS: ReadonlySet<string> = new Set(["event", "order", "cart", "product", "answer"]);

/** `firstName` as `first name`. A name that is no noun stands in quotes: `"starts at"`. */
export function fieldInWords(name: string): string {
  const words = labelInWords(name);
  return /(^(is|has|was|did) )|( (at|on|by|to|for)$)/.test(words) ? `"${words}"` : words;
}

/** A name before a colon: it needs no quotes to be told from what stands around it. */
export function labelInWords(name: string): string {
  return KNOWN[name] ?? wordsOf(name);
}

/** `firstName`, `first_name` as `first name`; capitals that belong together stay: `vatID` as `vat ID`. */
export function wordsOf(name: string): string {
  const parts = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .split(/[\s_-]+/)
    .filter((part) => part !== "");
  return parts.map((part) => (/^\p{Lu}{2,}$/u.test(part) ? part : part.toLowerCase())).join(" ");
}

/** `contact.firstName` as `the contact's first name`, `entry.order.total` as `the starting order's total`. */
export function referenceInWords({ path, unfinished }: Reference, telling: Telling): string {
  const [root, ...members] = path;
  const words = rooted(root?.text ?? "…", members, telling);
  return unfinished ? `${words}'s …` : words;
}

function rooted(root: string, members: readonly Name[], telling: Telling): string {
  const [first, ...rest] = members;
  if (root === "contact") return owned("the contact", members);
  if (root === "entry" && first === undefined) return "the start of the run";
  if (root === "entry" && first !== undefined && THINGS.has(first.text))
    return owned(`the starting ${first.text}`, rest);
  const given = telling.values.get(root);
  if (given !== undefined) return owned(given.words, members);
  if (THINGS.has(root)) return owned(`the ${root}`, members);
  if (members.length === 0) return root === "now" || root === "today" ? root : `\`${root}\``;
  return `${owned(`the ${fieldInWords(first?.text ?? "…")}`, rest)} of \`${root}\``;
}

function owned(owner: string, members: readonly Name[]): string {
  return members.reduce((words, member) => `${words}'s ${fieldInWords(member.text)}`, owner);
}
