import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import { type DatabasePlace, databasePlace } from "../backend/store-backend.ts";
import type { Checked } from "../checking.ts";
import { createMaps, type JourneyMaps } from "../journey-maps.ts";
import { emailHooks, shopAccounts } from "../processes/settings.ts";
import type { EmailHooks, GuardOptions, ShopAccount, SmtpServer } from "../runtime.ts";
import { smtpServer } from "../smtp-server.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { parseAnswers, type StandInAnswer } from "./answers.ts";
import { claimDevPorts } from "./claim-dev-ports.ts";
import type { DevOptions, DevPorts } from "./options.ts";
import { type Play, parsePlay } from "./play.ts";
import { HOST } from "./ports.ts";
import { type DevState, readState } from "./session.ts";
import { parseSpeed } from "./speed.ts";
import { calledWebhooks, isCalled } from "./stand-ins.ts";

/** A project without errors. */
export type Runnable = Checked & { readonly compiled: CompiledProject };

/** All that is known before anything is started. */
export interface DevPlan {
  readonly folder: string;
  readonly compiled: CompiledProject;
  readonly maps: JourneyMaps;
  readonly database: DatabasePlace;
  /** Virtual time in a real one; 1 follows the real time. */
  readonly factor: number;
  /** The speed as it is written. */
  readonly speed: string;
  readonly ports: DevPorts;
  /** The server that mail goes to; the mailbox of `dev` if not given. */
  readonly smtp: SmtpServer | undefined;
  /** Hosts that may be called although they are not public. */
  readonly outgoing: GuardOptions;
  /** What the stand-ins of webhooks answer; `undefined` where webhooks are called. */
  readonly answers: readonly StandInAnswer[] | undefined;
  /** Of the HTTP doors. */
  readonly url: string;
  /** What happens from the first day on. Only a clock that is sped up has a first day. */
  readonly play: Play | undefined;
  readonly state: DevState;
  /** Who may tell of bounces and complaints. */
  readonly emailHooks: EmailHooks | undefined;
  /** The shops that call, by their stores. */
  readonly shops: Readonly<Record<string, ShopAccount>>;
  /** What is to say of it before it begins. */
  readonly notes: readonly string[];
}

const PLAY = "data/live.ndjson";
const ANSWERS = "data/answers.ndjson";
const REAL_TIME = "1 second = 1 second";

/**
 * Reads and checks what a start needs, ports included, and changes nothing.
 *
 * @throws UsageError in one sentence for what the user can put right
 */
export async function planDev(checked: Runnable, options: DevOptions, terminal: Terminal): Promise<DevPlan> {
  const { project, config, compiled } = checked;
  const speed = options.speed ?? config.speed ?? REAL_TIME;
  const factor = parseSpeed(speed);
  const written = textOf(project.folder, PLAY);
  const play = factor !== 1 && written !== undefined ? parsePlay(written, PLAY) : undefined;
  const webhooks = calledWebhooks(compiled);
  const answers = options.callWebhooks
    ? undefined
    : parseAnswers(textOf(project.folder, ANSWERS) ?? "", ANSWERS, new Set(webhooks.keys()));
  const database = databasePlace(project.folder, config.database, terminal.env);
  const ports = await claimDevPorts(project.folder, options);
  const url = `http://${HOST}:${ports.api}/`;
  const { env } = terminal;
  const hooks = hooksIn("for bounces and complaints", () => emailHooks(config, env));
  const shops = hooksIn("of the shops", () => shopAccounts(config, compiled, env));
  return {
    folder: project.folder,
    compiled,
    maps: createMaps(checked.model),
    database,
    factor,
    speed,
    ports,
    smtp: options.smtp === undefined ? undefined : smtpServer(options.smtp),
    outgoing: config.outgoing,
    answers,
    url,
    play,
    state: readState(project.folder),
    emailHooks: hooks.open,
    shops: shops.open ?? {},
    notes: [
      ...checked.leftOut,
      ...hooks.notes,
      ...shops.notes,
      ...(answers === undefined ? [] : standInNotes(webhooks, config.outgoing)),
    ],
  };
}

function textOf(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** That nobody waits at a receiver for calls that never come. */
function standInNotes(webhooks: ReadonlyMap<string, string>, outgoing: GuardOptions): readonly string[] {
  const names = [...webhooks].filter(([, url]) => !isCalled(url, outgoing)).map(([name]) => name);
  if (names.length === 0) return [];
  return [
    `Answered by a stand-in, and not called: ${names.join(", ")}. ${ANSWERS} says what they answer; --call-webhooks calls them.`,
  ];
}

/** Hooks, where their secrets are set: nobody needs them to try a project. */
function hooksIn<T>(whose: string, open: () => T): { readonly open?: T; readonly notes: readonly string[] } {
  try {
    return { open: open(), notes: [] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { notes: [`The hooks ${whose} stay closed: ${error.message}`] };
  }
}
