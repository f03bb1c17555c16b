import type { Checked } from "../checking.ts";
import { databaseLetter } from "../database-letter.ts";
import type { Check } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { secretsCheck } from "./doctor-secrets.ts";

/** Node, the project, its database, and what a set-up with several processes names: all that a project needs to run. */
export async function examineProject(folder: string, terminal: Terminal): Promise<readonly Check[]> {
  const { checkFolder } = await import("../checking.ts");
  const checked = await checkFolder(folder);
  return [
    nodeCheck(),
    projectCheck(checked),
    ...(await dataChecks(checked, terminal)),
    ...(await surroundings(checked, terminal)),
  ];
}

const NODE = 24;

function nodeCheck(): Check {
  const found = Number(process.versions.node.split(".")[0]);
  const detail = `Node ${process.versions.node}.`;
  if (found >= NODE) return { name: "Node", status: "ok", detail };
  return {
    name: "Node",
    status: "fail",
    detail,
    fix: `Use Node ${NODE} or newer: \`npm run setup\` brings it.`,
  };
}

function projectCheck({ diagnostics, compiled }: Checked): Check {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  const detail = `${count("error")} errors, ${count("warning")} warnings.`;
  if (compiled !== undefined) return { name: "project", status: "ok", detail };
  return { name: "project", status: "fail", detail, fix: "See `trajet check`." };
}

/** Of the running `trajet dev`, or of the database itself. */
async function dataChecks(checked: Checked, terminal: Terminal): Promise<readonly Check[]> {
  const { openBackend } = await import("../backend/open-backend.ts");
  try {
    const backend = await openBackend(checked, terminal);
    try {
      return await backend.examine();
    } finally {
      await backend.close();
    }
  } catch (error) {
    return [{ name: "database", status: "fail", ...reasonOf(error) }];
  }
}

/** What a set-up with several processes names; `trajet dev` brings its own. */
async function surroundings(checked: Checked, terminal: Terminal): Promise<readonly Check[]> {
  const { config } = checked;
  const { examineSmtp, examineTemporal } = await import("../runtime.ts");
  const settings = await import("../processes/settings.ts");
  const { env } = terminal;
  const named = {
    temporal: config.temporal !== undefined || env.TEMPORAL_ADDRESS !== undefined,
    mail: config.channels.email?.smtp !== undefined,
    url: config.url !== undefined,
  };
  return [
    ...(named.temporal
      ? await attempt("Temporal", async () => examineTemporal(settings.temporalPlace(config, env)))
      : [ownServer("Temporal")]),
    ...(named.mail
      ? await attempt("mail server", async () => [await examineSmtp(settings.mailServer(config, env))])
      : [ownServer("mail server")]),
    ...(named.url
      ? await attempt("public address", async () => [addressCheck(settings.publicUrl(config, env))])
      : []),
    ...(named.url ? secretsCheck(checked, env) : []),
  ];
}

const ownServer = (name: string): Check => ({
  name,
  status: "ok",
  detail: "trajet.json names none; `trajet dev` brings its own.",
});

function addressCheck(url: string): Check {
  if (url.startsWith("https:")) return { name: "public address", status: "ok", detail: url };
  return {
    name: "public address",
    status: "warn",
    detail: `${url} is not encrypted.`,
    fix: "Put the doors behind a proxy that speaks HTTPS.",
  };
}

async function attempt(name: string, look: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    return [{ name, status: "fail", ...reasonOf(error) }];
  }
}

/** A database that is not there says so by a code; settings that are missing, in a sentence. */
function reasonOf(error: unknown): { readonly detail: string; readonly fix?: string } {
  if (error instanceof UsageError) return { detail: error.message };
  const letter = databaseLetter(error);
  if (letter !== undefined) return letter;
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return {
    detail: `It cannot be reached: ${code}.`,
    fix: "See that it runs, and that trajet.json names it.",
  };
}
