import type { Span } from "@trajet/grammar";
import type { Scope } from "../checks/scope.ts";
import type { Facts } from "../model/facts.ts";
import type { Templated } from "./texts.ts";

/** A step that sends a message or calls a webhook, and what is known at it. */
export interface Sending {
  /** What it sends: see `sendingKey`. */
  readonly key: string;
  readonly file: string;
  /** Of the message's name in the step. */
  readonly span: Span;
  /** All of the scope that templates may speak of: the rest would be kept with it as long as the file stays as it is. */
  readonly scope: Pick<Scope, "entry" | "names" | "set">;
  /** Names of the parameters of the fragment in which it stands: the journeys that run it call them otherwise. */
  readonly parameters: ReadonlySet<string>;
}

/** Tells messages from webhooks of the same name. */
export function sendingKey({ kind, name }: Templated): string {
  return `${kind === "Webhook" ? "webhook" : "message"} ${name?.text ?? ""}`;
}

/** The sendings of one state of a project; who asks for those of a message depends on what is known at them. */
export interface Sendings {
  /** Takes what the checks of all files have found. */
  readonly keep: (all: readonly Sending[]) => void;
  readonly of: (key: string) => readonly Sending[];
  /** The value of the fact that `of` asks for; `undefined` for another fact. */
  readonly fact: (fact: string) => string | undefined;
}

const FACT = "sendings ";

/** Nothing is sent until `keep` has said what is. */
export function createSendings(facts: Pick<Facts, "ask">): Sendings {
  let byKey: ReadonlyMap<string, readonly Sending[]> = new Map();
  return {
    keep: (all) => {
      byKey = Map.groupBy(all, ({ key }) => key);
    },
    of: (key) => {
      facts.ask(FACT + key);
      return byKey.get(key) ?? [];
    },
    fact: (fact) =>
      fact.startsWith(FACT)
        ? JSON.stringify((byKey.get(fact.slice(FACT.length)) ?? []).map(known))
        : undefined,
  };
}

function known({ file, span, scope }: Sending): unknown {
  return [file, span, scope.entry ?? null, [...scope.names], [...scope.set]];
}
