import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check } from "../../../cli/src/checking.ts";
import type { DevOptions } from "../../../cli/src/dev/options.ts";
import { planDev, type Runnable } from "../../../cli/src/dev/plan.ts";
import { readProject } from "../../../cli/src/project.ts";
import { fakeTerminal } from "../fake-terminal.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop", "speed": "1 day = 1 second" }\n',
    "a.journey": "audience Newsletter { }\n",
    "data/live.ndjson": '{"day0":"2026-11-23T07:00:00Z"}\n{"day":1,"contact":{"id":"c-1"}}\n',
  });
});
afterEach(() => project.remove());

function plan(options: Partial<DevOptions> = {}, env: Record<string, string> = {}) {
  const checked = check(readProject(project.folder));
  if (checked.compiled === undefined) throw new Error("the project has errors");
  const runnable: Runnable = { ...checked, compiled: checked.compiled };
  const ports = { api: 0, smtp: 0, mail: 0, temporal: 0 };
  return planDev(runnable, { untilIdle: false, ports, ...options }, fakeTerminal({ env }));
}

describe("the plan of a start", () => {
  it("takes the speed of trajet.json, and its play", async () => {
    const { factor, play, url, ports, state } = await plan();
    expect(factor).toBe(86_400);
    expect(play?.lines).toHaveLength(1);
    expect(url).toBe(`http://127.0.0.1:${ports.api}/`);
    expect(state).toMatchObject({ imported: false, played: 0 });
  });

  it("prefers the speed that was asked for", async () => {
    expect((await plan({ speed: "1 hour = 1 second" })).factor).toBe(3600);
  });

  it("has no play in real time, since that has no first day", async () => {
    const { factor, play } = await plan({ speed: "1 second = 1 second" });
    expect([factor, play]).toEqual([1, undefined]);
  });

  it("changes nothing", async () => {
    await plan();
    expect(() => project.read(".trajet/dev.json")).toThrow(/ENOENT/);
  });

  it("takes the database from the environment", async () => {
    project.write("trajet.json", '{ "name": "shop", "database": "env:SHOP_DATABASE" }\n');
    await expect(plan()).rejects.toThrow(/SHOP_DATABASE, which is not set/);
    expect((await plan({}, { SHOP_DATABASE: "postgres://h/d" })).database).toEqual({ url: "postgres://h/d" });
  });

  it("opens the hooks for bounces where their secrets are set, and else says which is missing", async () => {
    const email = { from: "a@shop.example", hooks: { generic: { secret: "env:REPORTS_SECRET" } } };
    project.write("trajet.json", JSON.stringify({ name: "shop", channels: { email } }));
    const closed = await plan();
    expect(closed.emailHooks).toBeUndefined();
    expect(closed.notes).toEqual([
      expect.stringMatching(/^The hooks for bounces and complaints stay closed: .*REPORTS_SECRET/),
    ]);
    const open = await plan({}, { REPORTS_SECRET: "a long text" });
    expect(open.emailHooks).toMatchObject({ generic: { secret: "a long text" } });
    expect(open.notes).toEqual([]);
  });

  it("opens the hooks of the shops where their secrets are set, and else says what is missing", async () => {
    project.write(
      "shop.journey",
      'store Boutique { platform "shopify"  currency EUR }\nstore Fair { platform "stall"  currency EUR }\n',
    );
    const shops = (stores: object) => project.write("trajet.json", JSON.stringify({ name: "shop", stores }));
    shops({ Boutique: { secret: "env:SHOP_SECRET" } });
    expect((await plan()).notes).toEqual([
      expect.stringMatching(/^The hooks of the shops stay closed: .*SHOP_SECRET/),
    ]);
    const open = await plan({}, { SHOP_SECRET: "hush" });
    expect([open.shops, open.notes]).toEqual([{ Boutique: { secret: "hush" } }, []]);
    const refused = async (stores: object) => {
      shops(stores);
      return (await plan({}, { SHOP_SECRET: "hush" })).notes;
    };
    const secret = "env:SHOP_SECRET";
    expect(await refused({ Nowhere: { secret } })).toEqual([
      expect.stringContaining("declares no such store"),
    ]);
    expect(await refused({ Fair: { secret } })).toEqual([expect.stringContaining('platform "shopify"')]);
    expect(await refused({ Boutique: { secret, audience: "B" } })).toEqual([
      expect.stringContaining("no audience B"),
    ]);
  });

  it("refuses a play that cannot be read, with its line", async () => {
    project.write("data/live.ndjson", '{"day0":"2026-11-23T07:00:00Z"}\n{"day":1}\n');
    await expect(plan()).rejects.toThrow(/^data\/live\.ndjson, line 2 must say the day and one of/);
  });
});
