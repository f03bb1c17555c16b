import { type Act, type Expression, type Node, visitAll } from "@trajet/grammar";
import type { Project } from "../subject.ts";

/**
 * What a step does that starts can wait for: `tag+ vip`, `tag- vip`, `group+ Interests/Baking`, `field plan`,
 * `consent- email`, `start Other`. Of a segment it is all that its condition asks for.
 */
export function signalsOf(act: Act, project: Project): ReadonlySet<string> {
  switch (act.verb) {
    case "get tag":
      return new Set([`tag+ ${act.tag?.value}`]);
    case "lose tag":
      return new Set([`tag- ${act.tag?.value}`]);
    case "join":
      return new Set([`group+ ${act.group?.category?.value}/${act.group?.group?.value}`]);
    case "leave group":
      return new Set([`group- ${act.group?.category?.value}/${act.group?.group?.value}`]);
    case "change":
      return new Set([`field ${act.field?.text}`]);
    case "unsubscribe":
      return new Set([`consent- ${act.channel?.text ?? "email"}`]);
    case "enter":
    case "leave": {
      const people = project.symbols.people.get(act.people?.name?.text ?? "");
      return people?.kind === "Segment" ? askedBy(people.where, project, new Set()) : new Set();
    }
    // Sign-ups, purchases, opens, answers and own events come from outside.
    case "sign up":
    case "resubscribe":
    case "get order":
    case "buy":
    case "abandon cart":
    case "see back in stock":
    case "open":
    case "click":
    case "text":
    case "answer":
    case "do":
      return new Set();
    default:
      return act satisfies never;
  }
}

/** What a condition looks at, among what steps change. */
function askedBy(
  condition: Expression | undefined,
  project: Project,
  seen: ReadonlySet<string>,
): ReadonlySet<string> {
  const signals = new Set<string>();
  if (condition === undefined) return signals;
  visitAll(condition, (node) => {
    for (const signal of asks(node, project, seen)) signals.add(signal);
  });
  return signals;
}

function asks(node: Node, project: Project, seen: ReadonlySet<string>): Iterable<string> {
  switch (node.kind) {
    case "Tagged":
      return [`tag+ ${node.tag?.value}`, `tag- ${node.tag?.value}`];
    case "GroupRef": {
      const name = `${node.category?.value}/${node.group?.value}`;
      return [`group+ ${name}`, `group- ${name}`];
    }
    case "Reference":
      return node.path[0]?.text === "contact" ? [`field ${node.path[1]?.text}`] : [];
    case "PeopleRef": {
      const name = node.name?.text ?? "";
      const people = seen.has(name) ? undefined : project.symbols.people.get(name);
      return people?.kind === "Segment" ? askedBy(people.where, project, new Set([...seen, name])) : [];
    }
    default:
      return [];
  }
}
