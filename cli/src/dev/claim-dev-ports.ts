import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DevOptions, DevPorts } from "./options.ts";
import { claimPorts, type WantedPort } from "./ports.ts";
import { stateFolder } from "./session.ts";

/**
 * The ports of a start, all before any is used, so that a taken one is told before anything is changed. The mailbox needs
 * none where mail goes elsewhere. A Temporal server that a killed start left behind still has its port, and is ended by
 * the next one.
 *
 * @throws UsageError if another program has one of them
 */
export async function claimDevPorts(folder: string, { ports, smtp }: DevOptions): Promise<DevPorts> {
  const leftover = existsSync(join(stateFolder(folder), "temporal", "temporal-server.json"));
  const names = (Object.keys(WANTED) as (keyof DevPorts)[]).filter((name) => {
    if (name === "temporal" && leftover && ports.temporal !== 0) return false;
    return smtp === undefined || (name !== "smtp" && name !== "mail");
  });
  const claimed = await claimPorts(names.map((name) => ({ ...WANTED[name], port: ports[name] })));
  return { ...ports, ...Object.fromEntries(names.map((name, index) => [name, claimed[index]])) };
}

const WANTED: Readonly<Record<keyof DevPorts, Omit<WantedPort, "port">>> = {
  api: { what: "the HTTP doors", option: "--port" },
  smtp: { what: "the mail server", option: "--smtp-port" },
  mail: { what: "the mailbox page", option: "--mail-port" },
  temporal: { what: "the Temporal page", option: "--temporal-port" },
};
