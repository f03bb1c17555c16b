import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CodeLens, Hover, InlayHint } from "vscode-languageserver";
import { devInstances } from "../../lsp/src/live/dev-instance.ts";
import type { Instance, JourneyCounts } from "../../lsp/src/live/instance.ts";
import { createLive, type LivePorts } from "../../lsp/src/live/live.ts";
import { journeyInWords, segmentInWords } from "../../lsp/src/live/words.ts";
import { type Client, type ClientOptions, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { STUDIO } from "./studio.ts";

const NOBODY = { entered: 0, active: 0, finished: 0, exited: 0, converted: 0, stuck: 0 };
const visits: JourneyCounts = {
  status: "active",
  counts: { ...NOBODY, entered: 1_204, active: 14, finished: 1_100, stuck: 2 },
  at: { pause1: 12, "tag:warm": 2, "run:Nudge/delay": 3, "run:Nudge/tag:warm": 1 },
};

describe("numbers of a project that runs", () => {
  /** Everything outside by hand: what is found, who looks, and when the next beat is. */
  function hand(others: Partial<LivePorts> = {}) {
    const state = {
      instance: undefined as Instance | undefined,
      open: true,
      changes: 0,
      failures: [] as unknown[],
      beats: [] as (() => void)[],
    };
    const ports: LivePorts = {
      find: () => state.instance,
      isOpen: () => state.open,
      changed: () => void state.changes++,
      later: (action) => void state.beats.push(action),
      failed: (problem) => void state.failures.push(problem),
      ...others,
    };
    /** Lets what is under way come to its end, then the next beat begin. */
    const beat = async (): Promise<void> => {
      await settle();
      for (const action of state.beats.splice(0)) action();
      await settle();
    };
    return { state, live: createLive(ports), beat };
  }
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const running = (journeys: Instance["journeys"]): Instance => ({
    console: "http://127.0.0.1:4800/console/",
    journeys,
    segment: async () => undefined,
  });

  test("are asked for once somebody looks, told when they change, and no more when the project is closed", async () => {
    const { state, live, beat } = hand();
    let asked = 0;
    let told = visits;
    state.instance = running(async () => {
      asked++;
      return new Map([["Visits", told]]);
    });
    expect(live.journeys("/shop"), "nothing is heard yet").toBeUndefined();
    live.journeys("/shop");
    await settle();
    expect([asked, state.changes]).toEqual([1, 1]);
    expect(live.journeys("/shop")?.journeys.get("Visits")).toEqual(visits);
    await beat();
    expect([asked, state.changes], "the same numbers are no news").toEqual([2, 1]);
    told = { ...visits, counts: { ...visits.counts, active: 15 } };
    await beat();
    expect([asked, state.changes]).toEqual([3, 2]);
    state.open = false;
    await beat();
    await beat();
    expect([asked, state.beats.length]).toEqual([3, 0]);
    state.open = true;
    live.journeys("/shop");
    await settle();
    expect(asked).toBe(4);
  });

  test("are taken back when it does not answer, which is said once, and come again with it", async () => {
    const { state, live, beat } = hand();
    let broken: string | false = false;
    state.instance = running(async () => {
      if (broken) throw new Error(broken);
      return new Map([["Visits", visits]]);
    });
    live.journeys("/shop");
    await settle();
    broken = "timed out";
    await beat();
    await beat();
    expect(live.journeys("/shop")).toBeUndefined();
    expect(state.failures).toHaveLength(1);
    expect(state.changes).toBe(2);
    broken = "is no trajet";
    await beat();
    await beat();
    expect(state.failures.map(String), "another reason is news").toEqual([
      "Error: timed out",
      "Error: is no trajet",
    ]);
    broken = false;
    await beat();
    expect(live.journeys("/shop")).toBeDefined();
    state.instance = undefined;
    await beat();
    expect(live.journeys("/shop"), "it has ended").toBeUndefined();
    expect(state.failures).toHaveLength(2);
  });

  test("are left alone while the project cannot be read, and asked for when somebody looks again", async () => {
    const { state, live, beat } = hand({
      isOpen: () => {
        if (unreadable) throw new Error("EIO");
        return true;
      },
    });
    let unreadable = false;
    state.instance = running(async () => new Map([["Visits", visits]]));
    live.journeys("/shop");
    unreadable = true;
    await beat();
    expect([state.failures.length, state.beats.length]).toEqual([1, 0]);
    unreadable = false;
    live.journeys("/shop");
    await settle();
    expect(live.journeys("/shop")).toBeDefined();
  });

  test("read as words, without what is zero", () => {
    expect(journeyInWords(visits)).toBe("active: 14 inside, 1,204 entered, 1,100 finished, 2 stuck");
    expect(journeyInWords({ ...visits, status: "draft", counts: NOBODY })).toBe("draft: 0 inside, 0 entered");
    expect(segmentInWords({ people: 1, asked: 40, contacts: 40 })).toBe("1 of 40 contacts is in it now.");
    expect(segmentInWords({ people: 3, asked: 412, contacts: 50_000 })).toBe(
      "3 of the 412 contacts that were asked are in it now, of 50,000 in all.",
    );
  });

  test.each([
    ["another machine", '{ "url": "http://shop.example:4800", "key": "k" }'],
    ["a name that only looks like this one", '{ "url": "http://127.0.0.1.shop.example", "key": "k" }'],
    ["another protocol", '{ "url": "file:///etc/passwd", "key": "k" }'],
    ["a key that would be more than a key", '{ "url": "http://127.0.0.1:1", "key": "a\\r\\nx: y" }'],
    ["half a note", '{ "url": "http://127'],
    ["no note at all", "null"],
  ])("a note in the folder leads to nobody: %s", (_, note) => {
    const find = devInstances({ read: (path) => (path === "/shop/.trajet/session.json" ? note : undefined) });
    expect(find("/shop")).toBeUndefined();
    expect(find("/other")).toBeUndefined();
  });
});

describe("an editor beside a project that runs", () => {
  const KEY = "secret-of-dev";
  let project: TestProject;
  let server: Server;
  let editor: Client | undefined;
  let asked: IncomingMessage[] = [];
  let answer: (path: string) => { readonly status?: number; readonly body: unknown };

  beforeEach(async () => {
    asked = [];
    answer = (path) =>
      path === "/v1/journeys"
        ? { body: { version: 1, journeys: [{ name: "Visits", ...visits }] } }
        : { body: { version: 1, segment: { name: "Pros", people: 12, asked: 40, contacts: 40 } } };
    server = createServer((request, response) => {
      asked.push(request);
      const { status = 200, body } = answer(request.url ?? "");
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    project = makeProject(STUDIO);
    project.write(
      ".trajet/session.json",
      JSON.stringify({ url: `http://127.0.0.1:${port}`, key: KEY, pid: 1 }),
    );
  });
  afterEach(async () => {
    await editor?.stop();
    editor = undefined;
    server.closeAllConnections();
    server.close();
    project.remove();
  });

  const open = async (options: Partial<ClientOptions> = {}): Promise<Client> => {
    editor = await startClient({
      folders: [project.folder],
      capabilities: {
        workspace: { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
      },
      initializationOptions: { commands: ["trajet.openConsole"] },
      ...options,
    });
    editor.open(project.uri("visits.journey"), STUDIO["visits.journey"]);
    return editor;
  };
  const document = () => ({ textDocument: { uri: project.uri("visits.journey") } });
  const lenses = async (client: Client) =>
    (await client.request<CodeLens[]>("textDocument/codeLens", document())).flatMap(({ command }) =>
      command?.title.includes("inside") ? [command] : [],
    );
  /** A hint of the segment's declaration. */
  const hoverOfPros = async (client: Client): Promise<string> => {
    const text = STUDIO["people.journey"];
    client.open(project.uri("people.journey"), text);
    const line = text.split("\n").findIndex((each) => each.startsWith("segment Pros"));
    const hover = await client.request<Hover>("textDocument/hover", {
      textDocument: { uri: project.uri("people.journey") },
      position: { line, character: 9 },
    });
    return (hover.contents as { readonly value: string }).value;
  };

  test("sees how many are in a journey and at each of its steps, as soon as it is heard", async () => {
    const client = await open();
    expect(await lenses(client), "a lens does not wait for the network").toEqual([]);
    await client.asked("workspace/codeLens/refresh");
    await client.asked("workspace/inlayHint/refresh");
    const { port } = server.address() as AddressInfo;
    expect(await lenses(client)).toEqual([
      {
        title: "active: 14 inside, 1,204 entered, 1,100 finished, 2 stuck",
        command: "trajet.openConsole",
        arguments: [`http://127.0.0.1:${port}/console/journeys/Visits`],
      },
    ]);
    const lines = STUDIO["visits.journey"].split("\n");
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", {
      ...document(),
      range: { start: { line: 0, character: 0 }, end: { line: lines.length - 1, character: 0 } },
    });
    expect(
      hints
        .filter(({ label }) => String(label).endsWith(" here"))
        .map(({ position, label }) => [lines[position.line]?.trim(), label]),
    ).toEqual([
      ["pause1: delay 1 day", "12 here"],
      ['50% "late" { run Nudge(patience: 2 days) }', "4 here"],
      ['50% "none" { tag "warm" }', "2 here"],
    ]);
    expect(asked.map(({ headers }) => headers.authorization)).toContain(`Bearer ${KEY}`);
  });

  test("hears of a project that begins to run while its file is open, and of its end", async () => {
    const note = readFileSync(path.join(project.folder, ".trajet/session.json"), "utf8");
    project.delete(".trajet/session.json");
    const client = await open();
    expect(await lenses(client)).toEqual([]);
    project.write(".trajet/session.json", note);
    await client.asked("workspace/codeLens/refresh");
    expect(await lenses(client)).toHaveLength(1);
    project.delete(".trajet/session.json");
    await vi.waitFor(async () => expect(await lenses(client)).toEqual([]), { timeout: 30_000 });
  });

  test("reads how many are in a segment, and the hover alone where nobody answers", async () => {
    const client = await open();
    expect(await hoverOfPros(client)).toMatch(
      /^```trajet\nsegment Pros [\s\S]*\n\n12 of 40 contacts are in it now\.$/,
    );
    answer = () => ({ status: 404, body: {} });
    expect(await hoverOfPros(client), "no journey speaks of it").not.toContain("in it now");
    answer = () => ({ status: 500, body: {} });
    expect(await hoverOfPros(client)).not.toContain("in it now");
    expect(client.log.join("\n")).toContain("answered 500");
    expect(client.log.join("\n")).not.toContain(KEY);
  });

  test.each<[string, object]>([
    ["another program", { journeys: [{ name: "Visits" }], segment: { name: "Pros" } }],
    ["a list of other things", { journeys: ["Visits", null], segment: ["Pros"] }],
    [
      "no numbers",
      { journeys: [{ name: "Visits", ...visits, at: { pause1: "12" } }], segment: { people: "1" } },
    ],
  ])("keeps lenses, hints and hovers where the port is someone else's by now: %s", async (_, body) => {
    answer = () => ({ body });
    const client = await open();
    expect(await lenses(client)).toEqual([]);
    await vi.waitFor(
      () => expect(client.log.join("\n")).toContain("answers otherwise than trajet dev does"),
      {
        timeout: 30_000,
      },
    );
    expect(await lenses(client)).toEqual([]);
    expect(await hoverOfPros(client)).not.toContain("in it now");
  });

  test("is told nothing, and asks nothing, where the folder is not trusted", async () => {
    const client = await open({ initializationOptions: { live: false } });
    expect(await lenses(client)).toEqual([]);
    expect(await hoverOfPros(client)).not.toContain("in it now");
    expect(asked).toEqual([]);
  });
});
