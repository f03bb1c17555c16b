import type { Name, Step } from "@trajet/grammar";
import { type AnyMessage, isMarketing } from "../../model/messages.ts";
import { describe, isTextLike } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkWrittenValue } from "../expressions/written-values.ts";
import { resolve } from "../names/declared.ts";
import { checkSameAudience } from "../names/members.ts";
import { checkArguments } from "./arguments.ts";
import type { Flow } from "./flow.ts";

type Send = Extract<Step, { kind: "Send" }>;

const WORDS: Readonly<Record<AnyMessage["kind"], NonNullable<Send["channel"]>>> = {
  Email: "email",
  Sms: "sms",
  Survey: "survey",
  Message: "message",
};

/** Checks a sending: the message, its audience, its arguments, and to whom. Gives the message. */
export function checkSend(step: Send, flow: Flow, check: Check): AnyMessage | undefined {
  const message = resolve("messages", step.message, check);
  if (message === undefined || step.message === undefined) {
    for (const argument of step.args) check.typeOf(argument.value, flow.scope);
    return undefined;
  }
  check.send(message, step.message, flow.scope);
  checkWord(step, step.message, message, check);
  checkSameAudience(step.message, message.audience, flow.scope.audience, check);
  checkArguments(
    step.args,
    check.types.parameters(message.parameters),
    step.message,
    step.span,
    flow.scope,
    check,
  );
  if (step.to !== undefined) checkReceiver(step, step.message, message, flow, check);
  return message;
}

function checkWord(step: Send, name: Name, message: AnyMessage, check: Check): void {
  const word = WORDS[message.kind];
  if (step.channel === undefined || step.channel === word) return;
  const between = check.text.slice(step.span.start, name.span.start);
  const start = step.span.start + between.lastIndexOf(step.channel);
  const edits = [{ file: check.file, span: { start, end: start + step.channel.length }, text: word }];
  const fixes = [{ id: "change-word", title: `Write send ${word} ${name.text}`, edits }];
  check.report("TJ2021", name.span, { name: name.text, is: message.kind, wanted: step.channel }, { fixes });
}

/** `to contact.email` changes nothing; somebody else gets only what needs no consent. */
function checkReceiver(step: Send, name: Name, message: AnyMessage, flow: Flow, check: Check): void {
  if (step.to === undefined) return;
  const type = check.typeOf(step.to, flow.scope);
  if (!type.unknown && !isTextLike(type)) {
    check.report("TJ3001", step.to.span, { what: "the receiver", expected: "email", found: describe(type) });
  }
  if (step.to.kind === "Text")
    checkWrittenValue(step.to, { type: message.kind === "Sms" ? "phone" : "email" }, check);
  const own = step.to.kind === "Reference" && step.to.path[0]?.text === "contact";
  if (!own && isMarketing(message)) check.report("TJ4039", step.to.span, { message: name.text });
}
