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
  readonly fact: (fact: string) => unknown;
}

/** The sendings of one message in the state before: `value` stands for all that tell the same as these. */
interface Before {
  readonly sendings: readonly Sending[];
  readonly value: readonly Sending[];
}

/** What is kept of the sendings from one state of a project to the next, by their keys. */
export type KeptSendings = Map<string, Before>;

const FACT = "sendings ";

/** Nothing is sent until `keep` has said what is. */
export function createSendings(facts: Pick<Facts, "ask">, kept: KeptSendings): Sendings {
  let byKey: ReadonlyMap<string, readonly Sending[]> = new Map();
  const standingFor = (key: string): readonly Sending[] => {
    const [before, sendings] = [kept.get(key), byKey.get(key) ?? NONE];
    const value = before !== undefined && tellTheSame(before.sendings, sendings) ? before.value : sendings;
    kept.set(key, { sendings, value });
    return value;
  };
  return {
    keep: (all) => {
      byKey = Map.groupBy(all, ({ key }) => key);
    },
    of: (key) => {
      facts.ask(FACT + key);
      return byKey.get(key) ?? NONE;
    },
    fact: (fact) => (fact.startsWith(FACT) ? standingFor(fact.slice(FACT.length)) : undefined),
  };
}

const NONE: readonly Sending[] = [];

/** Those of a file that was not checked again are the same objects: only the others are looked into. */
function tellTheSame(some: readonly Sending[], others: readonly Sending[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((one, index) => {
    const other = others[index];
    return one === other || (other !== undefined && known(one) === known(other));
  });
}

function known({ file, span, scope }: Sending): string {
  return JSON.stringify([file, span, scope.entry ?? null, [...scope.names], [...scope.set]]);
}
