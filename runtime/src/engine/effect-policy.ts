import type { Program } from "@trajet/compiler/program";
import type { Effect } from "./run.ts";

/** What is done about an effect whose outcome is lost: it may have happened. */
export type EffectPolicy =
  /** It is not repeated. */
  | "skip"
  /** It is repeated a few times: each of them may arrive. */
  | "resend"
  /** It is repeated as often as what is known not to have left: the other side knows it again by its name. */
  | "repeat";

/** What the declaration of an effect says, `if unknown …`. */
export function policyOf(program: Program, { request, name }: Effect): EffectPolicy {
  switch (request.kind) {
    case "email":
    case "sms":
      return program.messages[name]?.ifUnknown ?? "skip";
    case "message":
      return program.messages[name]?.ifUnknown === "skip" ? "skip" : "repeat";
    case "webhook":
      return program.webhooks?.[name]?.ifUnknown === "skip" ? "skip" : "repeat";
    case "audience":
      // Who is there already is not added twice.
      return "repeat";
    default:
      return request satisfies never;
  }
}
