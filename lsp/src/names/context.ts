import type { Model } from "@trajet/compiler";
import type { Names, Value } from "./occurrence.ts";
import type { MemberKind, Owner, Target } from "./target.ts";

/** A name that stands for a value inside one declaration. */
export interface Local extends Value {
  readonly target: Target;
}

/** What is known at a place of the tree while its names are collected. */
export interface Context {
  readonly model: Model;
  readonly names: Names;
  /** The declaration around. */
  readonly owner: Owner | undefined;
  /** The audience whose contacts are spoken of. */
  readonly audience: string | undefined;
  /** Parameters and remembered names. */
  readonly locals: ReadonlyMap<string, Local>;
  /** `order`, `event`, `answer` … of the sentence around. */
  readonly payload: Payload;
  /** What `entry` has, by the starts of the journey. */
  readonly entry: Payload;
  /** People of a test, who may stand for `contact`. */
  readonly people: ReadonlyMap<string, Target>;
}

/** What comes with a trigger. Names of the event and of the survey, where it is about one. */
export interface Payload {
  readonly event: string | undefined;
  readonly survey: string | undefined;
}

export const NO_PAYLOAD: Payload = { event: undefined, survey: undefined };

/** Makes targets of one kind inside an owner; without an owner the name means nothing that could be found. */
export function memberOf(kind: MemberKind, owner: Owner | undefined): (name: string) => Target {
  return (name) => (owner === undefined ? { kind: "builtin", name } : { kind, owner, name });
}

export function ofAudience(kind: MemberKind, context: Context): (name: string) => Target {
  return memberOf(kind, audienceOwner(context));
}

export function audienceOwner({ audience }: Context): Owner | undefined {
  return audience === undefined ? undefined : { of: "audiences", name: audience };
}

export function declared(of: Owner["of"]): (name: string) => Target {
  return (name) => ({ kind: "declaration", of, name });
}

export const label = (name: string): Target => ({ kind: "label", name });
export const objective = (name: string): Target => ({ kind: "objective", name });
