import type { Argument, Change, Expression, Step, TextLiteral } from "@trajet/grammar";
import { channelInWords, groupInWords, messageInWords } from "./declared.ts";
import { conditionInWords, valueInWords } from "./expressions.ts";
import { fieldInWords, labelInWords } from "./references.ts";
import { type Telling, typeIn } from "./telling.ts";
import { templateInWords } from "./templates.ts";
import { listed, quoted } from "./wording.ts";

/** The steps that have no ways of their own, but perhaps an `otherwise`. */
export type Action = Exclude<Step, { kind: "Delay" | "Wait" | "If" | "Match" | "Split" | "Repeat" | "Run" }>;

/** What a step does, as an order: `send the email Welcome (subject: "Welcome!")`. */
export function actionInWords(step: Action, telling: Telling): string {
  switch (step.kind) {
    case "Send":
      return sendInWords(step, telling);
    case "Tag":
      return `add ${tagsInWords(step.tags)}`;
    case "Untag":
      return `remove ${tagsInWords(step.tags)}`;
    case "Join":
      return `add the contact to ${groupInWords(step.group)}`;
    case "LeaveGroup":
      return `take the contact out of ${groupInWords(step.group)}`;
    case "StartJourney":
      return `start the journey ${step.journey?.text ?? "…"} for the contact`;
    case "LeaveJourney":
      return `take the contact out of the journey ${step.journey?.text ?? "…"}`;
    case "Unsubscribe":
      return `unsubscribe the contact from ${channelInWords(step.channel)}`;
    case "Archive":
      return "archive the contact";
    case "Update":
      return step.changes.map((change) => changeInWords(change, telling)).join("; ");
    case "Call":
      return callInWords(step, telling);
    case "GiveCoupon":
      return `give the contact a code of the coupon ${step.coupon?.text ?? "…"}, known as ${nameInWords(step.as?.text)} from here on`;
    case "AddTo":
      return `add the contact to the custom audience ${step.customAudience?.text ?? "…"}`;
    case "RemoveFrom":
      return `take the contact out of the custom audience ${step.customAudience?.text ?? "…"}`;
    case "Remember":
      return `remember ${rememberedInWords(step.value, telling)} as ${nameInWords(step.name?.text)}`;
    case "Milestone":
      return `record the milestone ${quoted(step.name?.value)}`;
    case "Exit":
      return "end the run here";
    case "Break":
      return "leave the loop";
    default:
      return step satisfies never;
  }
}

/** How it is said that an action was refused: the beginning of its `otherwise`. */
export function refusalInWords(step: Action): string {
  switch (step.kind) {
    case "Send":
      return "if it cannot be sent";
    case "Call":
      return "if the call fails";
    case "GiveCoupon":
      return "if no code is left";
    default:
      return "if that cannot be done";
  }
}

function sendInWords(step: Extract<Action, { kind: "Send" }>, telling: Telling): string {
  const to = step.to === undefined ? "" : ` to ${valueInWords(step.to, telling)}`;
  const about = [...openingOf(step.message?.text, telling), ...argumentsInWords(step.args, telling)];
  const details = about.length === 0 ? "" : ` (${about.join("; ")})`;
  return `send ${messageInWords(step.message, telling.model)}${to}${details}`;
}

/** What the contact sees first of a message: its subject, its title, or all of a text message. */
function openingOf(name: string | undefined, { model }: Telling): readonly string[] {
  const items = model.symbols.messages.get(name ?? "")?.items ?? [];
  for (const [kind, word] of [
    ["Subject", "subject"],
    ["Title", "title"],
    ["TextBody", "text"],
  ] as const) {
    const found = items.find((item) => item.kind === kind);
    if (found?.kind === kind && found.text !== undefined)
      return [`${word}: ${quoted(templateInWords(found.text.value))}`];
  }
  return [];
}

/** `class name: "Baking"` for each argument. */
export function argumentsInWords(args: readonly Argument[], telling: Telling): readonly string[] {
  return args.map(({ name, value }) => `${labelInWords(name?.text ?? "…")}: ${valueInWords(value, telling)}`);
}

function callInWords(step: Extract<Action, { kind: "Call" }>, telling: Telling): string {
  const args = argumentsInWords(step.args, telling);
  const given = args.length === 0 ? "" : ` (${args.join("; ")})`;
  const answer =
    step.as === undefined ? "" : `; its answer is known as ${nameInWords(step.as.text)} from here on`;
  return `call the webhook ${step.webhook?.text ?? "…"}${given}${answer}`;
}

function tagsInWords(tags: readonly TextLiteral[]): string {
  return `the ${tags.length === 1 ? "tag" : "tags"} ${listed(tags.map((tag) => quoted(tag.value)))}`;
}

function nameInWords(name: string | undefined): string {
  return name === undefined ? "…" : `\`${name}\``;
}

function rememberedInWords(value: Expression, telling: Telling): string {
  const isCondition =
    typeIn(value, telling) === "boolean" && value.kind !== "Reference" && value.kind !== "Boolean";
  return isCondition ? `whether ${conditionInWords(value, telling)}` : valueInWords(value, telling);
}

function changeInWords(change: Change, telling: Telling): string {
  const field = `the contact's ${fieldInWords(change.field?.text ?? "…")}`;
  switch (change.form) {
    case "set":
      return `set ${field} to ${valueInWords(change.value, telling)}`;
    case "clear":
      return `clear ${field}`;
    case "add":
      return `add ${valueInWords(change.value, telling)} to ${field}`;
    case "remove":
      return `remove ${valueInWords(change.value, telling)} from ${field}`;
    default:
      return change satisfies never;
  }
}
