import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { documentOf } from "../../cli/src/dev/bring.ts";
import { isReply, parsePlay } from "../../cli/src/dev/play.ts";
import { parseSpeed } from "../../cli/src/dev/speed.ts";
import { readProject } from "../../cli/src/project.ts";
import { importRows, type Kind, type Sink } from "../../cli/src/runtime.ts";
import { readDoorEntry } from "../../runtime/src/doors/door-entry.ts";

const folder = fileURLToPath(new URL("../../examples/shop", import.meta.url));
const project = readProject(folder);
const { diagnostics, compiled, config } = check(project);
const data = (name: string) => readFileSync(join(folder, "data", name), "utf8");
const DATA = ["contacts.csv", "orders.csv", "events.ndjson", "live.ndjson"];

describe("the example shop", () => {
  it("has nothing to complain of", () => {
    expect(diagnostics).toEqual([]);
    expect(compiled?.journeys.map(({ program }) => program.journey)).toEqual([
      "ThankYou",
      "VipCare",
      "WelcomeSeries",
      "WinBack",
      "Workshops",
    ]);
    expect(compiled?.loyalty.map(({ name }) => name).toSorted()).toEqual(["MostOrders", "TopSpenders"]);
  });

  it("is written in the canonical form", () => {
    for (const [path, text] of project.files) {
      if (path.endsWith(".journey")) expect(format(text).text, path).toBe(text);
    }
  });

  it("lets a day pass each second", () => {
    expect(parseSpeed(config.speed ?? "")).toBe(86_400);
  });
});

describe("its data", () => {
  const refuseNothing: Sink = async (entries) => entries.map(() => ({ result: "written", contact: "" }));

  it.each<{ kind: Kind; name: string; least: number }>([
    { kind: "contacts", name: "contacts.csv", least: 220 },
    { kind: "orders", name: "orders.csv", least: 400 },
    { kind: "events", name: "events.ndjson", least: 30 },
  ])("has $least $kind or more, each of which can be imported", async ({ kind, name, least }) => {
    if (compiled === undefined) throw new Error("the example does not compile");
    const notes: string[] = [];
    const ears = { onNote: (note: string) => void notes.push(note) };
    const bytes = (async function* () {
      yield Buffer.from(data(name));
    })();
    const report = await importRows(kind, bytes, "auto", refuseNothing, compiled, ears);
    expect(report.rejected).toEqual([]);
    expect(notes).toEqual([]);
    expect(report.written).toBeGreaterThanOrEqual(least);
  });

  it("has a play that the doors take, line by line", () => {
    if (compiled === undefined) throw new Error("the example does not compile");
    const play = parsePlay(data("live.ndjson"), "live.ndjson");
    expect(play.lines.length).toBeGreaterThan(50);
    for (const line of play.lines) {
      if (isReply(line)) throw new Error("nobody in the shop's play replies");
      if (line.kind === "text") throw new Error("the shop has no number to which somebody could text");
      const manner = { form: "json" as const, zone: compiled.timezone };
      const document = documentOf(line, line.at);
      const kind = line.kind === "stock" ? "stock" : (`${line.kind}s` as const);
      const reading = readDoorEntry(kind, compiled, document, manner, { imported: false });
      expect(reading, JSON.stringify(document)).toHaveProperty("value");
    }
  });

  it("names nobody who could exist", () => {
    const addresses = DATA.flatMap((name) => data(name).match(/[\w.+-]+@[\w.-]+/g) ?? []);
    expect(addresses.length).toBeGreaterThan(240);
    expect(addresses.filter((address) => !/@example\.(com|net|org)$/.test(address))).toEqual([]);
  });

  it("is what its generator writes", () => {
    const copy = mkdtempSync(join(tmpdir(), "trajet-data-"));
    cpSync(join(folder, "data"), copy, { recursive: true });
    for (const name of DATA) rmSync(join(copy, name));
    expect(spawnSync(process.execPath, [join(copy, "generate.mjs")]).status).toBe(0);
    for (const name of DATA) expect(readFileSync(join(copy, name), "utf8") === data(name), name).toBe(true);
    rmSync(copy, { recursive: true });
  });
});
