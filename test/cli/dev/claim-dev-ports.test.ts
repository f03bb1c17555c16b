import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDevPorts } from "../../../cli/src/dev/claim-dev-ports.ts";
import type { DevPorts } from "../../../cli/src/dev/options.ts";

let folder: string;
let other: Server;
let taken: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "trajet-ports-"));
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  taken = typeof address === "object" && address !== null ? address.port : 0;
});
afterEach(async () => {
  await new Promise((resolve) => other.close(resolve));
  rmSync(folder, { recursive: true });
});

const ANY: DevPorts = { api: 0, smtp: 0, mail: 0, temporal: 0 };
const claim = (ports: Partial<DevPorts>, smtp?: string) =>
  claimDevPorts(folder, {
    ports: { ...ANY, ...ports },
    untilIdle: false,
    ...(smtp === undefined ? {} : { smtp }),
  });

describe("the ports of a start", () => {
  it("are free ones, all different, where any will do", async () => {
    const ports = Object.values(await claim({}));
    expect(new Set(ports).size).toBe(4);
    // Of those from 32,768 on the system gives one to any connection, before the start listens on it.
    expect(ports.every((port) => port >= 20_000 && port < 32_768)).toBe(true);
  });

  it.each<{ name: keyof DevPorts; says: RegExp }>([
    {
      name: "api",
      says: /for the HTTP doors is taken: end the program that has it, or choose another with --port\.$/,
    },
    { name: "smtp", says: /for the mail server is taken: .* --smtp-port\.$/ },
    { name: "mail", says: /for the mailbox page is taken: .* --mail-port\.$/ },
    { name: "temporal", says: /for the Temporal page is taken: .* --temporal-port\.$/ },
  ])("are refused when the one of $name is taken", async ({ name, says }) => {
    await expect(claim({ [name]: taken })).rejects.toThrow(says);
  });

  it("are not needed for a mailbox that is not there", async () => {
    expect(await claim({ smtp: taken, mail: taken }, "smtp://127.0.0.1:25")).toMatchObject({
      smtp: taken,
      mail: taken,
    });
  });

  it("may be Temporal's that a killed start left behind", async () => {
    mkdirSync(join(folder, ".trajet/temporal"), { recursive: true });
    writeFileSync(join(folder, ".trajet/temporal/temporal-server.json"), "{}");
    expect(await claim({ temporal: taken })).toMatchObject({ temporal: taken });
  });
});
