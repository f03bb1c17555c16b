import type { Program } from "@trajet/compiler/program";
import type { Effect } from "./run.ts";

/** What is done about an effect whose outcome is lost: it may have happened. */
export type EffectPolicy = "skip" | "resend";

/** What the declaration of an effect says, `if unknown …`. */
export function policyOf(program: Program, { request, name }: Effect): EffectPolicy {
  switch (request.kind) {
    case "email":
      return program.messages[name]?.ifUnknown ?? "skip";
    default:
      return request.kind satisfies never;
  }
}
