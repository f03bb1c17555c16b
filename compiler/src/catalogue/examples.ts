import type { Example } from "./entry.ts";

/** A project of one file. */
export function example(text: string, more: Omit<Example, "text"> = {}): Example {
  return { text: `${text.trim()}\n`, ...more };
}

/** A project whose one journey has these lines, behind its start. */
export function inJourney(lines: string, more: Omit<Example, "text"> = {}): Example {
  return example(
    `audience Newsletter {
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  tags "vip", "engaged"
}
store Boutique { platform "shopify"  currency EUR }
journey Welcome for Newsletter {
  start when contact signs up
${indent(lines)}
}`,
    more,
  );
}

/** The same, with a message to send. */
export function withEmail(lines: string, more: Omit<Example, "text"> = {}): Example {
  return example(
    `audience Newsletter { field firstName: text? }
email Hello for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome."
}
journey Welcome for Newsletter {
  start when contact signs up
${indent(lines)}
}`,
    more,
  );
}

/** The same, with two messages, both of which are sent. */
export function withEmails(lines: string, more: Omit<Example, "text"> = {}): Example {
  return example(
    `audience Newsletter { tags "vip" }
email Hello for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome: {{link 'shop'}}"  link "shop" "https://shop.example/"
}
email Bye for Newsletter {
  from "Ana <ana@shop.example>"  subject "Bye"  body "See you: {{link 'shop'}}"  link "shop" "https://shop.example/"
}
journey Welcome for Newsletter {
  start when contact signs up
${indent(lines)}
}`,
    more,
  );
}

/** An email, and the journey that sends it. */
export function inEmail(lines: string, more: Omit<Example, "text"> = {}): Example {
  return example(
    `audience Newsletter { field firstName: text?  field city: text = "Lyon" }
email Hello for Newsletter {
${indent(lines)}
}
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}`,
    more,
  );
}

function indent(lines: string): string {
  const trimmed = lines.replace(/^\n+|\s+$/g, "");
  return trimmed
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}
