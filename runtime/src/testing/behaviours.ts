import type { Behaviour, CompiledLine, CompiledProject } from "@trajet/compiler/program";
import type { Json } from "../engine/facts.ts";
import { channelOf } from "../engine/request.ts";
import type { SimulatedCall } from "../simulator/virtual-host.ts";
import type { CallOutcome } from "../store/caller.ts";
import type { MakeUp } from "./make-up.ts";

type BehaviourLine = Extract<CompiledLine, { kind: "behaviour" }>;

/** How the outside behaves, as far as the test has said by now; all else takes what it is given. */
export interface Behaviours {
  /** Holds from now on, and replaces what was said of the same before. */
  readonly add: (line: BehaviourLine, body: { readonly [name: string]: Json } | null) => void;
  readonly answer: (call: SimulatedCall) => CallOutcome;
}

interface Given {
  readonly line: BehaviourLine;
  readonly body: { readonly [name: string]: Json } | null;
}

export function createBehaviours(project: CompiledProject, makeUp: MakeUp): Behaviours {
  const given: Given[] = [];
  const through = channelWebhooks(project);

  const isMeant = ({ of, name, person }: BehaviourLine, { request, ...call }: SimulatedCall): boolean => {
    if (person !== null && person !== call.contact) return false;
    switch (of) {
      case "channel":
        return request.kind !== "webhook" && request.kind !== "audience" && channelOf(request) === name;
      case "webhook":
        if (request.kind === "message") return through.get(request.channel) === name;
        return request.kind === "webhook" && call.name === name;
      case "custom audience":
        return request.kind === "audience" && call.name === name;
      case "coupon":
        return false;
      default:
        return of satisfies never;
    }
  };

  return {
    add: (line, body) => void given.push({ line, body }),
    answer(call) {
      const found = given.findLast(({ line }) => isMeant(line, call));
      return outcomeOf(
        found?.line.behaviour ?? { kind: "answers", status: 200, body: null },
        found?.body ?? null,
        call,
        makeUp,
      );
    },
  };
}

/** The webhooks through which the further channels go. */
function channelWebhooks({ journeys }: CompiledProject): ReadonlyMap<string, string> {
  const pairs = journeys.flatMap(({ program }) =>
    Object.entries(program.channels ?? {}).map(([name, channel]) => [name, channel.through] as const),
  );
  return new Map(pairs);
}

/** Statuses at which the same is asked again later, as the callers of the outside do. */
const AGAIN = new Set([408, 425, 429]);

function outcomeOf(
  behaviour: Behaviour,
  body: { readonly [name: string]: Json } | null,
  call: SimulatedCall,
  makeUp: MakeUp,
): CallOutcome {
  switch (behaviour.kind) {
    case "refuses":
      return { kind: "refused", reason: "the test has it refuse", permanent: true };
    case "times out":
      return { kind: "unknown", reason: "it timed out" };
    case "answers": {
      const { status } = behaviour;
      if (AGAIN.has(status) || status >= 500)
        return { kind: "refused", reason: `it answered ${status}`, permanent: false };
      if (status >= 300) return { kind: "refused", reason: `it answered ${status}`, permanent: true };
      const { request } = call;
      const receive = request.kind === "webhook" ? request.receive : null;
      const answer = receive === null ? {} : { answer: makeUp.complete(receive, body ?? {}) };
      return { kind: "done", providerRef: `${call.run}/${call.step}/${call.visit}`, ...answer };
    }
    default:
      return behaviour satisfies never;
  }
}
