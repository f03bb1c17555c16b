import type { Json, Millis } from "../../../runtime/src/engine/facts.ts";
import { sendingOf } from "../../../runtime/src/engine/sending-name.ts";
import type { SimulatedRun } from "../../../runtime/src/simulator/virtual-host.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import type { SurveySending } from "../../../runtime/src/store/gateway.ts";
import type { Told } from "../simulator/database-host.ts";

/** What happens to people in the project of a release: a file of `test/fixtures/traces/<release>/`. */
export interface Story {
  readonly about: string;
  /** The journeys that let people in. */
  readonly active: readonly string[];
  /** What the outside answers, by the name of the message, webhook or audience: one call after the other, then it takes everything. */
  readonly answers?: { readonly [name: string]: readonly CallOutcome[] };
  readonly happens: readonly Happening[];
  /** When the story is over. */
  readonly until: string;
}

type Input<Name extends keyof Told> = Omit<Parameters<Told[Name]>[0] & object, "at" | "updatedAt">;

/** A sending of a message, by what a reader of the story knows of it: the last one of the step. */
interface Sending {
  readonly contact: string;
  readonly journey: string;
  readonly step: string;
}

/** `at` is RFC 3339, and so is what is told of other moments. What is brought to the host says nothing of its own time. */
export type Happening = { readonly at: string } & (
  | { readonly do: "setStatus"; readonly journey: string; readonly status: "active" | "paused" | "archived" }
  | { readonly do: "putContact"; readonly with: Input<"putContact"> }
  | {
      readonly do: "putOrder";
      readonly with: Omit<Input<"putOrder">, "placedAt">;
      readonly placedAt?: string;
    }
  | { readonly do: "putCart"; readonly with: Input<"putCart"> }
  | { readonly do: "putStock"; readonly with: Input<"putStock"> }
  | { readonly do: "putEvent"; readonly with: Input<"putEvent"> }
  | { readonly do: "putCodes"; readonly with: Parameters<Told["putCodes"]>[0] }
  | { readonly do: "receiveText"; readonly with: Input<"receiveText"> }
  | { readonly do: "reportMail"; readonly with: Input<"reportMail"> }
  | {
      readonly do: "setConsent";
      readonly contact: string;
      readonly channel: string;
      readonly status: "subscribed" | "unsubscribed";
    }
  | { readonly do: "startManually"; readonly journey: string; readonly contact: string }
  | { readonly do: "open"; readonly sending: Sending }
  | { readonly do: "click"; readonly sending: Sending; readonly link: string; readonly target: string }
  | {
      readonly do: "answer";
      readonly sending: Sending;
      readonly answers: { readonly [question: string]: Json };
    }
);

/** What a story needs of a host, in memory or on a database. */
export interface StoryHost extends Told {
  readonly putAnswers: (sending: SurveySending, answers: { readonly [question: string]: Json }) => unknown;
  readonly runs: () => readonly SimulatedRun[] | Promise<readonly SimulatedRun[]>;
}

/** Plays a story to its end. @throws where the host refuses something, since a story is told as it happened */
export async function playStory(host: StoryHost, { active, happens, until }: Story): Promise<void> {
  for (const journey of active) await host.setStatus(journey, "active");
  for (const [index, happening] of happens.entries()) {
    const at = Date.parse(happening.at);
    await host.until(at);
    refuseRejected(happening, await bring(host, happening, at, `${happening.do}-${index}`));
  }
  await host.until(Date.parse(until));
}

async function bring(host: StoryHost, happening: Happening, at: Millis, id: string): Promise<unknown> {
  switch (happening.do) {
    case "setStatus":
      return host.setStatus(happening.journey, happening.status);
    case "putContact":
      return host.putContact({ ...happening.with, at });
    case "putOrder": {
      const placedAt = happening.placedAt === undefined ? at : Date.parse(happening.placedAt);
      return host.putOrder({ ...happening.with, placedAt });
    }
    case "putCart":
      return host.putCart({ ...happening.with, updatedAt: at });
    case "putStock":
      return host.putStock({ ...happening.with, at });
    case "putEvent":
      return host.putEvent({ ...happening.with, at });
    case "putCodes":
      return host.putCodes(happening.with);
    case "receiveText":
      return host.receiveText({ ...happening.with, at });
    case "reportMail":
      return host.reportMail({ ...happening.with, at });
    case "setConsent":
      return host.setConsent(happening.contact, happening.channel, happening.status, id);
    case "startManually":
      return host.startManually(happening.journey, happening.contact, id);
    case "open": {
      const sending = nameOf(await lastSending(host, happening.sending));
      return host.putEngagement({ kind: "open", sending, bot: false, at });
    }
    case "click": {
      const sending = nameOf(await lastSending(host, happening.sending));
      const { target, link } = happening;
      return host.putEngagement({ kind: "click", sending, bot: false, target, links: [link], at });
    }
    case "answer":
      return host.putAnswers(await lastSending(host, happening.sending), happening.answers);
    default:
      return happening satisfies never;
  }
}

const nameOf = (sending: SurveySending): string => sendingOf(sending.run, sending);

async function lastSending(host: StoryHost, { contact, journey, step }: Sending): Promise<SurveySending> {
  const run = (await host.runs()).findLast(
    (one) => one.contact === contact && one.journey === journey && one.visits[step] !== undefined,
  );
  const visit = run?.visits[step];
  if (run === undefined || visit === undefined)
    throw new Error(`${contact} has had nothing of ${step} in ${journey}`);
  return { contact, run: run.id, step, visit };
}

function refuseRejected({ at, do: what }: Happening, answer: unknown): void {
  const answers = Array.isArray(answer) ? answer : [answer];
  for (const { result, reason } of answers.filter((one) => typeof one === "object" && one !== null))
    if (result === "rejected") throw new Error(`${what} at ${at} was refused: ${reason}`);
}
