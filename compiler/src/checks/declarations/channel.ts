import type { Channel, CustomAudience, Webhook, WebhookItem } from "@trajet/grammar";
import { describe, isTextLike } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { resolve } from "../names/declared.ts";
import { outsideRuns, withNames } from "../scope.ts";
import { checkOnce, checkRequired } from "./lines.ts";
import { checkParameters } from "./message.ts";
import { checkShape } from "./shapes.ts";

const METHODS: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Checks a webhook: its lines, what it sends, and the shape of its answer. */
export function checkWebhook(webhook: Webhook, check: Check): void {
  const name = webhook.name?.text ?? "";
  const where = `webhook ${name}`.trim();
  resolve("audiences", webhook.audience, check);
  checkParameters(webhook.parameters, where, check);
  checkOnce(
    webhook.items.filter(({ kind }) => kind !== "Header"),
    wordOf,
    where,
    check,
  );
  checkRequired(webhook.items, { WebhookUrl: "url" }, "webhook", webhook, check);
  for (const item of webhook.items) checkItem(item, webhook, where, check);
}

function wordOf({ kind }: WebhookItem): string {
  if (kind === "WebhookUrl") return "url";
  return kind === "IfUnknown" ? "if unknown" : kind.toLowerCase();
}

function checkItem(item: WebhookItem, webhook: Webhook, where: string, check: Check): void {
  switch (item.kind) {
    case "Method":
      if (item.text !== undefined && !METHODS.includes(item.text.value)) {
        check.report("TJ3004", item.text.span, {
          value: item.text.value,
          values: METHODS,
          nearest: undefined,
        });
      }
      return;
    case "Send": {
      const scope = withNames(
        outsideRuns(webhook.audience?.text),
        check.types.parameters(webhook.parameters),
      );
      if (item.body !== undefined) check.typeOf(item.body, scope);
      return;
    }
    case "Receive":
      checkShape(item.shape, `the answer of ${where}`, check);
      return;
    case "WebhookUrl":
    case "Header":
    case "Secret":
    case "IfUnknown":
      return;
    default:
      item satisfies never;
  }
}

/** Checks a channel: its webhook, and its `to` for the audience of each of its messages. */
export function checkChannelDeclaration(channel: Channel, check: Check): void {
  const lines = [
    ...channel.to.map(() => ({ kind: "to" })),
    ...channel.through.map(() => ({ kind: "through" })),
  ];
  checkRequired(lines, { to: "to", through: "through" }, "channel", channel, check);
  for (const webhook of channel.through) resolve("webhooks", webhook, check);
  for (const audience of audiencesOf(channel, check)) {
    for (const to of channel.to) {
      const type = check.typeOf(to, outsideRuns(audience));
      if (type.unknown || isTextLike(type)) continue;
      check.report("TJ3001", to.span, {
        what: "the address of a channel",
        expected: "text",
        found: describe(type),
      });
    }
  }
}

function audiencesOf(channel: Channel, check: Check): ReadonlySet<string> {
  const messages = [...check.heads.messages.values()];
  const own = messages.filter(
    (message) => message.kind === "Message" && message.channel?.text === channel.name?.text,
  );
  return new Set(own.map((message) => message.audience?.text).filter((name) => name !== undefined));
}

export function checkCustomAudience(people: CustomAudience, check: Check): void {
  const lines = people.networks.map(() => ({ kind: "network" }));
  checkRequired(lines, { network: "network" }, "custom audience", people, check);
}
