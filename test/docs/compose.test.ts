import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { main } from "../../cli/src/main.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { read } from "./manual.ts";

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: object;
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

const compose: {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
} = parse(read("compose.yaml"), { merge: true });
const services = Object.entries(compose.services);
const ours = services.filter(([, { command }]) => command !== undefined);

describe("compose.yaml", () => {
  test("names only services and volumes that it has", () => {
    for (const [, { depends_on = {}, volumes = [] }] of services) {
      for (const name of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
    }
  });

  test.each(ours)(
    "%s is a command of this version, with its options, and its health is asked at its port",
    async (_, service) => {
      const [command = "", ...options] = service.command ?? [];
      const terminal = fakeTerminal({ cwd: "/" });
      expect(await main([command, "--help"], terminal)).toBe(0);
      for (const option of options.filter((one) => one.startsWith("--")))
        expect(terminal.output()).toContain(`${option} `);
      const port = options[options.indexOf("--port") + 1];
      expect(service.healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${port}/readyz`);
    },
  );

  test("gives each process the variables that the manual's trajet.json takes from the environment", () => {
    const manual = read("docs/operations.md");
    const taken = [...manual.matchAll(/"env:(\w+)"/g)].map(([, name = ""]) => name);
    expect(taken).toEqual(["DATABASE_URL", "SMTP_URL", "PUBLIC_URL"]);
    for (const [, { environment = {} }] of ours)
      expect(Object.keys(environment)).toEqual(expect.arrayContaining([...taken, "TEMPORAL_ADDRESS"]));
  });

  test("has two workers, and no secret in it", () => {
    expect(compose.services.worker).toMatchObject({ deploy: { replicas: 2 } });
    const passwords = [...read("compose.yaml").matchAll(/PASSWORD: (.*)|PWD: (.*)/g)].map(([line]) => line);
    for (const line of passwords) expect(line).toContain("${POSTGRES_PASSWORD:?");
  });
});
