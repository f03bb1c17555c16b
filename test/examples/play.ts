import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledProject } from "@trajet/compiler/program";
import { check } from "../../cli/src/checking.ts";
import { answerFor, parseAnswers, type StandInAnswer } from "../../cli/src/dev/answers.ts";
import { documentOf } from "../../cli/src/dev/bring.ts";
import { type DoorLine, isReply, type PlayLine, parsePlay } from "../../cli/src/dev/play.ts";
import type { ReplyLine } from "../../cli/src/dev/reply-line.ts";
import { calledWebhooks } from "../../cli/src/dev/stand-ins.ts";
import { readProject } from "../../cli/src/project.ts";
import { readDoorEntry } from "../../runtime/src/doors/door-entry.ts";
import { readAnswers } from "../../runtime/src/doors/survey/read-answers.ts";
import { sendingOf } from "../../runtime/src/engine/sending-name.ts";
import type { VirtualHost } from "../../runtime/src/simulator/virtual-host.ts";
import type { CallOutcome } from "../../runtime/src/store/caller.ts";
import type { Gateway } from "../../runtime/src/store/gateway.ts";
import { createMakeUp } from "../../runtime/src/testing/make-up.ts";

export const PREBUILT = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const DAY = 86_400_000;

/** The play of a prebuilt journey, with what its world answers. */
export interface Play {
  readonly compiled: CompiledProject;
  readonly day0: number;
  readonly lines: readonly PlayLine[];
  readonly codes: readonly { coupon: string; code: string }[];
  readonly answers: readonly StandInAnswer[];
  /** 90 days behind the last line. */
  readonly end: number;
}

/** One message on its way, as its effect is called. */
export interface Sending {
  readonly contact: string;
  readonly run: string;
  readonly step: string;
  readonly visit: number;
}

export function readPlay(name: string): Play {
  const folder = join(PREBUILT, name);
  const { compiled } = check(readProject(folder));
  if (compiled === undefined) throw new Error(`${name} does not compile`);
  const { day0, lines } = parsePlay(textOf(folder, "live"), name);
  return {
    compiled,
    day0,
    lines,
    codes: textOf(folder, "coupons")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
    answers: parseAnswers(textOf(folder, "answers"), name, new Set(calledWebhooks(compiled).keys())),
    end: (lines.at(-1)?.at ?? day0) + 90 * DAY,
  };
}

function textOf(folder: string, data: string): string {
  const path = join(folder, `data/${data}.ndjson`);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Names of all messages that the project can send. */
export function messagesOf({ journeys }: CompiledProject): readonly string[] {
  const sent = journeys.flatMap(({ program }) =>
    Object.values(program.steps).flatMap((step) => (step.kind === "send" ? [step.message] : [])),
  );
  return [...new Set(sent)].toSorted();
}

/** What a webhook answers, as the stand-ins of `trajet dev` would. */
export function webhookAnswer({ answers, compiled }: Play, name: string, contact: string): CallOutcome {
  const { status = 200, answer = {} } = answerFor(answers, name, contact) ?? {};
  if (status >= 300) return { kind: "refused", reason: `it answered ${status}`, permanent: true };
  const receive = compiled.journeys.flatMap(({ program }) => program.webhooks?.[name]?.receive ?? [])[0];
  const whole = receive && createMakeUp(compiled).complete(receive, { ...answer });
  return { kind: "done", providerRef: String(status), ...(whole && { answer: whole }) };
}

/** What a line says, told to whatever takes it in: the store's gateway, or a host in memory. */
export function bring(
  gateway: Gateway | VirtualHost,
  { compiled }: Play,
  line: PlayLine,
  sent: (contact: string, message: string) => Promise<Sending | undefined>,
): unknown {
  return isReply(line) ? reply(gateway, compiled, line, sent) : toDoor(gateway, compiled, line);
}

function toDoor(gateway: Gateway | VirtualHost, compiled: CompiledProject, line: DoorLine): unknown {
  if (line.kind === "text") return gateway.receiveText({ to: "", ...line.body } as never);
  const entry = readDoorEntry(
    line.kind === "stock" ? "stock" : `${line.kind}s`,
    compiled,
    documentOf(line, line.at),
    { form: "json", zone: compiled.timezone },
    { imported: false, now: line.at },
  );
  if ("reason" in entry) throw new Error(entry.reason);
  return entry.value(gateway as Gateway);
}

async function reply(
  gateway: Pick<Gateway, "putEngagement" | "putAnswers"> | VirtualHost,
  compiled: CompiledProject,
  line: ReplyLine,
  sent: (contact: string, message: string) => Promise<Sending | undefined>,
): Promise<unknown> {
  const sending = await sent(line.contact, line.message);
  if (sending === undefined) throw new Error(`${line.contact} has got no ${line.message}`);
  const name = sendingOf(sending.run, sending);
  switch (line.kind) {
    case "open":
      return gateway.putEngagement({ kind: "open", sending: name, bot: false, at: line.at });
    case "click": {
      const click = { links: [line.link], target: "https://brume.example/link" };
      return gateway.putEngagement({ kind: "click", sending: name, bot: false, at: line.at, ...click });
    }
    case "answer": {
      const form = new URLSearchParams(line.answers);
      const { answers, mistakes } = readAnswers(questionsOf(compiled, line.message), form, compiled.timezone);
      if (mistakes.size > 0) throw new Error(`${line.message} has mistakes: ${[...mistakes.keys()]}`);
      return gateway.putAnswers(sending, answers);
    }
    default:
      return line satisfies never;
  }
}

function questionsOf({ journeys }: CompiledProject, survey: string) {
  return journeys.flatMap(({ program }) => {
    const message = program.messages[survey];
    return message?.form === "survey" ? message.questions : [];
  });
}
