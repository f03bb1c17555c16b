import type { Millis } from "../engine/facts.ts";
import { type Agenda, createAgenda } from "../simulator/agenda.ts";
import type { Published } from "../simulator/publish.ts";
import { type Simulator, type SimulatorOptions, simulatorOf } from "../simulator/simulator.ts";
import type { SimulatedCall } from "../simulator/virtual-host.ts";
import type { CallOutcome } from "../store/caller.ts";
import type { EngagementInput, PutResult } from "../store/gateway.ts";
import type { Happening, PersonHistory, Place } from "./history.ts";
import { lightRender } from "./light-render.ts";

/** What a person does with a message that it got. */
export type Response = { readonly at: Millis } & (
  | { readonly kind: "engagement"; readonly input: EngagementInput }
  | { readonly kind: "unsubscribe"; readonly contact: string; readonly channel: string; readonly id: string }
);

export interface PlayOptions {
  readonly published: Published;
  /** Those that let people in. */
  readonly journeys: readonly string[];
  readonly from: Millis;
  readonly to: Millis;
  /** What is answered to each call; everything is taken unless said. */
  readonly answer?: (call: SimulatedCall) => CallOutcome;
  /** What becomes of a message that was taken. */
  readonly respond?: (call: SimulatedCall) => readonly Response[];
  /** Is told what was not taken in, and why. */
  readonly onRejected: (place: Place | undefined, reason: string) => void;
  readonly ears: Pick<SimulatorOptions, "onEntry" | "onMove">;
}

/**
 * Plays what happens to people against a project, from one moment to another. What lies before is their past: journeys let
 * people in by what happens at `from` and behind it.
 *
 * @returns the host as it stands at `to`
 */
export function play(people: readonly PersonHistory[], options: PlayOptions): Simulator {
  const { published, journeys, from, to, answer = delivered, respond, ears } = options;
  const responses = createAgenda<Response>();
  const host = simulatorOf(published, {
    // Journeys let people in from just before, so that the first moment counts.
    startAt: from - 1,
    render: lightRender,
    withArguments: false,
    // Nobody has codes for people who are only played.
    endlessPools: true,
    outside: {
      answer(call) {
        const outcome = answer(call);
        if (outcome.kind === "done")
          for (const response of respond?.(call) ?? []) responses.note(response.at, response);
        return outcome;
      },
    },
    ...ears,
  });
  const script = scriptOf(people, from);
  for (const line of script.past) tell(host, line, options);
  for (const journey of journeys) host.setStatus(journey, "active");
  playOn(host, script.live, responses, options);
  host.until(to);
  return host;
}

const delivered = (): CallOutcome => ({ kind: "done", providerRef: "simulated" });

type Line = { readonly at: Millis } & (
  | { readonly kind: "contact"; readonly person: PersonHistory; readonly imported: boolean }
  | { readonly kind: "happening"; readonly contact: string; readonly happening: Happening }
  | { readonly kind: "response"; readonly response: Response }
);

function scriptOf(people: readonly PersonHistory[], from: Millis) {
  const lines = people.flatMap((person): readonly Line[] => {
    const { contact, happenings } = person;
    const at = contact.at ?? Number.NEGATIVE_INFINITY;
    const here: Line = { kind: "contact", at, person, imported: at < from };
    const rest = happenings.map(
      (happening): Line => ({
        kind: "happening",
        // Nothing happens to somebody who is not there yet.
        at: Math.max(happening.at, at),
        contact: contact.id,
        happening,
      }),
    );
    return [here, ...rest];
  });
  const inOrder = lines.sort((one, other) => (one.at === other.at ? 0 : one.at - other.at));
  const begins = inOrder.findIndex(({ at }) => at >= from);
  if (begins === -1) return { past: inOrder, live: [] };
  return { past: inOrder.slice(0, begins), live: inOrder.slice(begins) };
}

/** What was written, and what people do with what they get, each at its own moment. */
function playOn(
  host: Simulator,
  live: readonly Line[],
  responses: Agenda<Response>,
  options: PlayOptions,
): void {
  let next = 0;
  for (;;) {
    const written = live[next];
    const at = Math.min(
      written?.at ?? Number.POSITIVE_INFINITY,
      responses.next() ?? Number.POSITIVE_INFINITY,
    );
    const due = options.respond === undefined ? undefined : host.nextDue();
    if (Math.min(at, due ?? at) > options.to) return;
    // A message that leaves on the way may be answered before what comes next.
    host.until(Math.min(at, due ?? at));
    if (due !== undefined && due <= at) continue;
    const response = responses.next() === at ? responses.take() : undefined;
    if (response !== undefined) tell(host, { kind: "response", at, response }, options);
    else if (written !== undefined) {
      tell(host, written, options);
      next += 1;
    }
  }
}

function tell(host: Simulator, line: Line, options: PlayOptions): void {
  switch (line.kind) {
    case "contact": {
      const { contact, place } = line.person;
      note(host.putContact({ ...contact, imported: line.imported }), place, options);
      return;
    }
    case "happening":
      note(put(host, line.contact, line.happening), line.happening.place, options);
      return;
    case "response":
      note(respondTo(host, line.response), undefined, options);
      return;
    default:
      line satisfies never;
  }
}

function put(host: Simulator, contact: string, happening: Happening): PutResult {
  switch (happening.kind) {
    case "event":
      return host.putEvent({ ...happening.input, contact });
    case "order":
      return host.putOrder({ ...happening.input, contact });
    case "unsubscribe":
      return host.setConsent(
        contact,
        happening.channel,
        "unsubscribed",
        `unsubscribe:${contact}:${happening.at}`,
      );
    default:
      return happening satisfies never;
  }
}

function respondTo(host: Simulator, response: Response): PutResult {
  switch (response.kind) {
    case "engagement":
      return host.putEngagement({ ...response.input, at: response.at });
    case "unsubscribe":
      return host.setConsent(response.contact, response.channel, "unsubscribed", response.id);
    default:
      return response satisfies never;
  }
}

function note(result: PutResult, place: Place | undefined, { onRejected }: PlayOptions): void {
  if (result.result === "rejected") onRejected(place, result.reason);
}
