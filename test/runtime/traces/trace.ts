import type { EffectRequest } from "../../../runtime/src/engine/request.ts";
import type { SimulatedEntry, VirtualHost } from "../../../runtime/src/simulator/virtual-host.ts";

/** What left in a run, in the order of leaving. */
export interface Left {
  readonly run: string;
  readonly name: string;
  readonly request: EffectRequest;
}

/**
 * All that came of a story, for people to read: by contact each run with its timeline and what left in it, and what the contact
 * has become. Without what is made at random, without what a release may word anew (the frame around a message), and without
 * the order in which runs of one contact go that are due at one moment.
 */
export async function traceOf(
  host: Pick<VirtualHost, "journal" | "contact">,
  left: readonly Left[],
): Promise<string> {
  const entries = await host.journal();
  const contacts = [...new Set(entries.map(({ contact }) => contact))].sort();
  const parts = contacts.map(async (contact) => {
    const own = entries.filter((entry) => entry.contact === contact);
    const runs = [...Map.groupBy(own, titleOf).values()].map((lines) => runOf(lines, left)).sort();
    return [`# ${contact}`, await stateOf(host, contact), ...runs].join("\n\n");
  });
  return `${(await Promise.all(parts)).join("\n\n")}\n`;
}

/** What was refused belongs to no run. */
const titleOf = ({ run, journey }: SimulatedEntry): string => run || journey;

function runOf(lines: readonly SimulatedEntry[], left: readonly Left[]): string {
  const [{ journey, run } = { journey: "", run: "" }] = lines;
  const calls = run === "" ? [] : left.filter((one) => one.run === run).map(callOf);
  const title = run === "" ? `${journey || "no journey"}, not in a run` : journey;
  return [`## ${title}`, ...lines.map(lineOf), ...calls].join("\n");
}

function lineOf({ at, kind, step, data }: SimulatedEntry): string {
  const moment = new Date(at).toISOString().replace(".000Z", "Z");
  const told = Object.keys(data).length === 0 ? [] : [sorted(data)];
  return [moment, kind, ...(step === null ? [] : [step]), ...told].join(" ");
}

function callOf({ name, request }: Left): string {
  return `> ${name} ${sorted(whatIsSaid(request))}`;
}

function whatIsSaid(request: EffectRequest): object {
  switch (request.kind) {
    case "email": {
      const { from, to, subject, text } = request;
      return { from, to, subject, text: text.split("\n\n-- \n")[0]?.trim() };
    }
    case "sms":
      return { to: request.to, text: request.text };
    case "message": {
      const { channel, to, title, text, url, call } = request;
      return { channel, to, title, text, url, body: call.body };
    }
    case "webhook": {
      const { method, url, headers, body, secret } = request;
      return { method, url, headers, body, secret };
    }
    case "audience": {
      const { network, audience, action } = request;
      return { network, audience, action };
    }
    default:
      return request satisfies never;
  }
}

async function stateOf(host: Pick<VirtualHost, "contact">, id: string): Promise<string> {
  const contact = await host.contact(id);
  if (contact === undefined) return "gone";
  const { fields, tags, groups, consent, archived } = contact;
  return `${sorted({ fields, tags: [...tags].sort(), groups: [...groups].sort(), consent, archived })}`;
}

/** JSON on one line, the names of its objects in order: a database keeps them in its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
