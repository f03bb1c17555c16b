import type { Name } from "@trajet/grammar";
import { isMarketing } from "../../model/messages.ts";
import { type Action, allSteps } from "../../model/steps.ts";
import { TEXT, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { resolve } from "../names/declared.ts";
import {
  checkChannel,
  checkCustomAudience,
  checkGroup,
  checkSameAudience,
  checkTag,
} from "../names/members.ts";
import { withKnowledge } from "../scope.ts";
import { checkArguments } from "./arguments.ts";
import { knowledgeAfter } from "./changes.ts";
import {
  afterSending,
  blockFlow,
  type Flow,
  inScope,
  join,
  keywordSpan,
  suspended,
  type Way,
} from "./flow.ts";
import { givingName } from "./giving.ts";
import { messagesSent } from "./reach.ts";
import { checkEntryIn } from "./run-fragment.ts";
import { checkSend } from "./send.ts";
import { checkUpdate } from "./update.ts";

/** Actions that somebody else can refuse: a provider, a webhook, an empty pool, the rules of another journey. */
const REFUSABLE: ReadonlySet<Action["kind"]> = new Set([
  "Send",
  "Call",
  "GiveCoupon",
  "AddTo",
  "RemoveFrom",
  "StartJourney",
]);

/** An action goes on behind itself and, if it is refused, through its `otherwise`. */
export function actionFlow(step: Action, before: Flow, way: Way): Flow {
  const flow = inScope(before, withKnowledge(before.scope, knowledgeAfter(step, before.scope, way.check)));
  const done = doneFlow(step, flow, way);
  if (!REFUSABLE.has(step.kind) || isFixedCode(step, way.check)) {
    if (step.otherwise !== undefined) {
      const word = way.check.text.slice(step.span.start, step.span.end).split(/\s/)[0] ?? "";
      way.check.report("TJ4040", keywordSpan(step, word, way), { action: word });
      blockFlow(step.otherwise, flow, way);
    }
    return done;
  }
  return join(done, refusedFlow(step, flow, way));
}

/** A coupon with one code for all never runs out. */
function isFixedCode(step: Action, check: Check): boolean {
  const name = step.kind === "GiveCoupon" ? step.coupon?.text : undefined;
  return name !== undefined && check.heads.coupons.get(name)?.source?.kind === "code";
}

function refusedFlow(step: Action, flow: Flow, way: Way): Flow {
  const held = step.kind === "Send" && way.mayHold ? suspended(flow) : flow;
  return blockFlow(step.otherwise, held, way);
}

function doneFlow(step: Action, flow: Flow, way: Way): Flow {
  const { check } = way;
  const { audience } = flow.scope;
  switch (step.kind) {
    case "Send":
      return sendFlow(step, flow, way);
    case "Tag":
    case "Untag":
      for (const tag of step.tags) checkTag(tag, audience, check);
      return flow;
    case "Join":
    case "LeaveGroup":
      checkGroup(step.group, audience, check);
      return flow;
    case "LeaveJourney":
      resolve("journeys", step.journey, check);
      return flow;
    case "StartJourney":
      checkStartJourney(step.journey, flow, way);
      return flow;
    case "Unsubscribe":
      checkChannel(step.channel, check);
      return { ...flow, unsubscribed: new Set([...flow.unsubscribed, step.channel?.text ?? "email"]) };
    case "Archive":
      return flow;
    case "Update":
      return inScope(flow, checkUpdate(step, flow.scope, check));
    case "Call":
      return callFlow(step, flow, way);
    case "GiveCoupon":
      resolve("coupons", step.coupon, check);
      return step.as === undefined ? flow : givingName(step.as, TEXT, flow, way);
    case "AddTo":
    case "RemoveFrom":
      checkCustomAudience(step.customAudience, way.check);
      return flow;
    case "Run":
      return runFlow(step, flow, way);
    default:
      return step satisfies never;
  }
}

function sendFlow(step: Extract<Action, { kind: "Send" }>, flow: Flow, way: Way): Flow {
  const message = checkSend(step, flow, way.check);
  if (message !== undefined && isMarketing(message))
    checkConsent(step, message.kind === "Sms" ? "sms" : "email", flow, way);
  const left = way.mayHold ? suspended(flow) : flow;
  return step.message === undefined ? left : afterSending(left, [step.message.text]);
}

function checkConsent(step: Extract<Action, { kind: "Send" }>, channel: string, flow: Flow, way: Way): void {
  if (step.message === undefined || step.to !== undefined || !flow.unsubscribed.has(channel)) return;
  way.check.report("TJ4037", step.message.span, { message: step.message.text, channel });
}

function checkStartJourney(name: Name | undefined, flow: Flow, way: Way): void {
  const journey = resolve("journeys", name, way.check);
  if (journey === undefined || name === undefined) return;
  checkSameAudience(name, journey.audience, flow.scope.audience, way.check);
  if (journey.settings.some((setting) => setting.kind === "StartManually")) return;
  way.check.report("TJ4041", name.span, { journey: name.text });
}

function callFlow(step: Extract<Action, { kind: "Call" }>, flow: Flow, way: Way): Flow {
  const { check } = way;
  const webhook = resolve("webhooks", step.webhook, check);
  if (step.webhook !== undefined && webhook !== undefined) {
    check.send(webhook, step.webhook, flow.scope);
    checkSameAudience(step.webhook, webhook.audience, flow.scope.audience, check);
    const parameters = check.types.parameters(webhook.parameters);
    checkArguments(step.args, parameters, step.webhook, step.span, flow.scope, check);
  }
  if (step.as === undefined) return flow;
  if (webhook === undefined) return givingName(step.as, UNKNOWN, flow, way);
  const receive = webhook.items.find((item) => item.kind === "Receive");
  const answer = check.types.shape(receive?.kind === "Receive" ? receive.shape : undefined, step.as.text);
  return givingName(step.as, answer, flow, way);
}

function runFlow(step: Extract<Action, { kind: "Run" }>, flow: Flow, way: Way): Flow {
  const { check } = way;
  const fragment = resolve("fragments", step.fragment, check);
  if (step.fragment === undefined || fragment === undefined) return flow;
  checkSameAudience(step.fragment, fragment.audience, flow.scope.audience, check);
  checkArguments(
    step.args,
    check.types.parameters(fragment.parameters),
    step.fragment,
    step.span,
    flow.scope,
    check,
  );
  checkEntryIn(fragment, step.fragment, flow.scope.entry, way);
  const steps = fragment.body?.steps ?? [];
  const waits = allSteps(steps, check.symbols).some(({ kind }) => kind === "Delay" || kind === "Wait");
  return afterSending(waits ? suspended(flow) : flow, messagesSent(steps, check.symbols));
}
