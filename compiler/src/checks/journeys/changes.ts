import type { Change } from "@trajet/grammar";
import { not } from "../../analyses/conditions/formula.ts";
import { forgetting, type Knowledge, knowing, lasting } from "../../analyses/conditions/knowledge.ts";
import { hasTag } from "../../analyses/conditions/membership.ts";
import type { Action } from "../../model/steps.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";

/** Who is in which people, and what has happened, may change with anything that a contact is or does. */
const FOLLOWS: ReadonlySet<string> = new Set(["people", "history", "journeys", "now"]);

/** What is still known of the contact behind an action, and what is known because of it. */
export function knowledgeAfter(step: Action, scope: Scope, check: Check): Knowledge {
  const { knowledge } = scope;
  switch (step.kind) {
    case "Tag":
    case "Untag": {
      const tags = step.tags.map(({ value }) => value);
      const left = forgetting(
        knowledge,
        (read) => FOLLOWS.has(read) || tags.some((tag) => read === `tag ${tag}`),
      );
      const place = { file: check.file, span: step.span, message: "The tag is changed here." };
      return tags
        .filter((tag) => isDeclared(tag, scope, check))
        .reduce((known, tag) => {
          const has = hasTag("contact", tag);
          return knowing(known, step.kind === "Tag" ? has : not(has), place);
        }, left);
    }
    case "Join":
    case "LeaveGroup": {
      const group = `group ${step.group?.category?.value ?? ""}/${step.group?.group?.value ?? ""}`;
      return forgetting(knowledge, (read) => FOLLOWS.has(read) || read === group);
    }
    case "Update": {
      const fields = new Set(step.changes.map(({ field }: Change) => `contact.${field?.text ?? ""}`));
      return forgetting(knowledge, (read) => FOLLOWS.has(read) || fields.has(read));
    }
    case "AddTo":
    case "RemoveFrom":
    case "Send":
    case "GiveCoupon":
      return forgetting(knowledge, (read) => FOLLOWS.has(read));
    // A call takes time; what another journey, a fragment or the consent changes may be anything.
    case "Call":
    case "StartJourney":
    case "LeaveJourney":
    case "Unsubscribe":
    case "Archive":
    case "Run":
      return lasting(knowledge);
    default:
      return step satisfies never;
  }
}

/** Of a tag that is not declared, that is what is said. */
function isDeclared(tag: string, { audience }: Scope, { audiences }: Check): boolean {
  return audience !== undefined && (audiences.tags(audience)?.includes(tag) ?? false);
}
