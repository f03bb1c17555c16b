import type { Facts } from "../engine/facts.ts";
import type { Scope } from "../engine/scope.ts";
import type { Value } from "../engine/values.ts";
import type { Tracking } from "./tracked.ts";

export interface RenderInput {
  /** Of the journey, or any other scope that knows the types of the contact's fields. */
  readonly program: Scope;
  readonly facts: Facts;
  /** Values of the message's parameters, by name. */
  readonly args: Readonly<Record<string, Value>>;
  /** Where the contact can unsubscribe; in templates `unsubscribe.url`. */
  readonly unsubscribeUrl: string;
  /** Where the contact can answer a survey; in templates `survey.url`. */
  readonly surveyUrl?: string;
  /** Values of the names that steps of the run gave. */
  readonly remembered?: Readonly<Record<string, Value>>;
  readonly messageName: string;
  /** How opens and clicks are known; nothing is tracked without it. */
  readonly tracking?: Tracking;
}

export interface RenderedEmail {
  /** One line, as all but the parts. */
  readonly from: string;
  readonly subject: string;
  readonly preview: string | null;
  /** A whole document. */
  readonly html: string;
  readonly text: string;
}

/** The message cannot be made for this contact. The text says why, for the timeline. */
export class RenderError extends Error {
  override readonly name = "RenderError";
}
