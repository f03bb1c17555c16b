import type { CompiledProject, ValueType } from "@trajet/compiler";
import { createMakeUp } from "@trajet/runtime/testing";
import {
  type Channel,
  callWebhook,
  createHttp,
  createWebhookCalls,
  type GuardOptions,
  isNamed,
  type SendHttp,
  type Store,
  sendingNamed,
  type WebhookDelivery,
} from "../runtime.ts";
import { answerFor, type StandInAnswer } from "./answers.ts";
import type { StoodInCall } from "./mailbox-channels.ts";

export interface StandInParts {
  /** Whose call an effect's key stands for, and of which webhook. */
  readonly whose: (effectKey: string) => Promise<{ readonly contact: string; readonly webhook: string }>;
  readonly project: Pick<CompiledProject, "stores">;
  readonly answers: readonly StandInAnswer[];
  /** Hosts that are called all the same. */
  readonly outgoing: GuardOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the calls can be looked at; nowhere, if not given. */
  readonly calls?: Channel<StoodInCall>;
}

/**
 * Answers webhooks instead of their receivers, as `data/answers.ndjson` says, or else with what is made up by the webhook's
 * declaration. Hosts that `outgoing.allow` names are called. Headers, secrets and the answer's type go the same way as in
 * production; only the network is not there.
 */
export function createStandIns(parts: StandInParts): Channel<WebhookDelivery> {
  const { whose, outgoing, env, calls } = parts;
  const real = createWebhookCalls({ http: createHttp(outgoing), env, now: Date.now });
  return {
    async deliver(delivery, options) {
      const { effectKey, request } = delivery;
      if (isCalled(request.url, outgoing)) return real.deliver(delivery, options);
      const { contact, webhook } = await whose(effectKey);
      const http: SendHttp = async ({ method, url, body }) => {
        const { status, answer } = answerOf(parts, webhook, contact, request.receive);
        const answered = JSON.stringify(answer);
        // A look at the call is a kindness: the journey goes on whether the mailbox took it or not.
        await calls?.deliver(
          { effectKey, webhook, method, url, sent: body ?? "", answered: `${status} ${answered}` },
          options,
        );
        return { kind: "answered", status, headers: {}, body: answered };
      };
      return callWebhook(
        { http, env: withSecrets(env, delivery), now: Date.now },
        request,
        effectKey,
        options,
      );
    },
    async close() {
      await Promise.all([real.close(), calls?.close()]);
    },
  };
}

/** Whether the host of a URL is called although stand-ins answer others. */
export function isCalled(text: string, { allow = [] }: GuardOptions): boolean {
  const url = URL.parse(text);
  return url !== null && isNamed(allow, url);
}

/** The effects of a database by their keys: run, step and visit. */
export function effectsOf({ db }: Pick<Store, "db">): StandInParts["whose"] {
  return async (effectKey) => {
    const sending = sendingNamed(effectKey);
    if (sending === undefined) throw new Error(`There is no effect ${effectKey}.`);
    const { run, step, visit } = sending;
    const { contact, message } = await db
      .selectFrom("effect")
      .select(["contact", "message"])
      .where("run", "=", run)
      .where("step", "=", step)
      .where("visit", "=", visit)
      .executeTakeFirstOrThrow();
    return { contact, webhook: message };
  };
}

function answerOf(
  { answers, project }: StandInParts,
  webhook: string,
  contact: string,
  receive: ValueType | null,
) {
  const { status = 200, answer = {} } = answerFor(answers, webhook, contact) ?? {};
  const isRead = receive !== null && status < 300;
  return { status, answer: isRead ? createMakeUp(project).complete(receive, { ...answer }) : answer };
}

/** Nobody needs the keys of a receiver that is not called. */
function withSecrets(
  env: StandInParts["env"],
  { request: { headers, secret } }: WebhookDelivery,
): StandInParts["env"] {
  const named = [
    ...headers.flatMap((header) => ("env" in header ? [header.env] : [])),
    ...(secret ? [secret] : []),
  ];
  return { ...env, ...Object.fromEntries(named.map((name) => [name, env[name] || "not set"])) };
}

/** Webhooks that the journeys call, with their URLs as they are written. */
export function calledWebhooks({ journeys }: CompiledProject): ReadonlyMap<string, string> {
  return new Map(
    journeys.flatMap(({ program: { steps, webhooks = {} } }) =>
      Object.values(steps).flatMap((step) =>
        step.kind === "call" ? [[step.webhook, webhooks[step.webhook]?.url ?? ""] as const] : [],
      ),
    ),
  );
}
