import { type Expression, sourceOffset, visitChildren } from "@trajet/grammar";
import type { Report } from "../diagnostics/report.ts";
import type { BoundModel } from "../model/model.ts";
import { linkUse } from "./context.ts";
import type { TemplateScope } from "./scope.ts";
import { inQuotes, type MessageText, type Templated } from "./texts.ts";

/** A parameter that the whole message, or the webhook, does not use. */
export function checkUnusedParameters(
  model: BoundModel,
  owner: Templated,
  scope: TemplateScope,
  used: ReadonlySet<string>,
  report: Report,
): void {
  const sent = sentNames(owner);
  if (sent === "all") return;
  for (const { name } of owner.parameters) {
    if (name === undefined || used.has(name.text) || sent.has(name.text)) continue;
    report(
      "TJ5005",
      name.span,
      model.fileOf(owner).path,
      { parameter: name.text, message: scope.message },
      { tags: ["unnecessary"] },
    );
  }
}

/** Names in what a webhook sends; without a line `send` it sends what it is given. */
function sentNames(owner: Templated): ReadonlySet<string> | "all" {
  if (owner.kind !== "Webhook") return new Set();
  const bodies = owner.items.flatMap((item) =>
    item.kind === "Send" && item.body !== undefined ? [item.body] : [],
  );
  if (bodies.length === 0) return "all";
  const names = new Set<string>();
  const visit = (node: Parameters<typeof visitChildren>[0]): void => {
    if (node.kind === "Reference")
      names.add((node as Extract<Expression, { kind: "Reference" }>).path[0]?.text ?? "");
    visitChildren(node, visit);
  };
  for (const body of bodies) visit(body);
  return names;
}

/** A link is in the body as `{{link "shop"}}`, or by its address. */
export function checkLinks(
  model: BoundModel,
  owner: Templated,
  scope: TemplateScope,
  used: ReadonlySet<string>,
  texts: readonly MessageText[],
  report: Report,
): void {
  if (owner.kind === "Webhook") return;
  const file = model.fileOf(owner).path;
  const body = texts.find(({ part }) => part === "body");
  if (body === undefined) return;
  for (const item of owner.items) {
    if (item.kind !== "Link" || item.name === undefined || item.url === undefined) continue;
    const { name, url } = item;
    if (used.has(linkUse(name.value)) || body.source.includes(url.value)) continue;
    report("TJ5006", inQuotes(name.span), file, { link: name.value, message: scope.message });
  }
}

/** The address of a link goes into the message as it is written. */
export function checkAddresses(model: BoundModel, owner: Templated, report: Report): void {
  if (owner.kind === "Webhook") return;
  for (const item of owner.items) {
    const at = item.kind === "Link" ? (item.url?.value.indexOf("{{") ?? -1) : -1;
    if (item.kind !== "Link" || item.url === undefined || at < 0) continue;
    const span = { start: sourceOffset(item.url, at), end: sourceOffset(item.url, at + 2) };
    report("TJ5012", span, model.fileOf(owner).path, {
      what: "{{…}} in the address of a link",
      instead: "write the whole address, or put the address with its {{…}} into the body",
    });
  }
}
