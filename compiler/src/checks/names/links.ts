import type { Email, Message, Sms, Survey, TextLiteral } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Check } from "../check.ts";

/** Checks that a message declares a link of that name. */
export function checkLink(link: TextLiteral, message: Email | Sms | Survey | Message, check: Check): void {
  const links = message.items.flatMap((item) =>
    item.kind === "Link" && item.name !== undefined ? [item.name.value] : [],
  );
  if (links.includes(link.value)) return;
  const near = nearest(link.value, links);
  check.report(
    "TJ2017",
    link.span,
    { link: link.value, message: message.name?.text ?? "", nearest: near },
    replaceWithNearest(check.file, link.span, near, "quoted"),
  );
}
