import { checkProject } from "@trajet/compiler";
import { drawingIn } from "../../cli/src/journey-maps.ts";
import { journeyOf } from "../compiler/map.ts";
import { median } from "../machine.ts";
import type { OpenConsole } from "./launch.ts";

const STEPS = 200;
const SECONDS = 10;

/** A journey of 200 steps, whose every count changes in every frame: the server would tell it once a second. */
export async function moveMap({ page, url }: OpenConsole) {
  const drawn = drawnJourney();
  await page.route("**/console/api/journeys/WelcomeSeries", (route) => route.fulfill({ json: drawn }));
  await page.addInitScript(allChange(drawn));
  await page.goto(`${url}journeys/WelcomeSeries`);
  await page.locator(".map .badge").first().waitFor();
  const session = await page.context().newCDPSession(page);
  // Of the processor, so that what else the machine does is not counted.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await metricsOf(session);
  const frames = (await page.evaluate(COUNT_FRAMES(SECONDS))) as {
    readonly gaps: number[];
    readonly changes: number;
  };
  const after = await metricsOf(session);
  const { gaps, changes } = frames;
  const perChange = (name: string) => round((((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / changes);
  return {
    nodes: drawn.scene.nodes.length,
    changes,
    framesPerSecond: round(gaps.length / SECONDS),
    frame: { medianMs: round(median(gaps)), worstMs: round(Math.max(...gaps)) },
    framesOver20Ms: gaps.filter((gap) => gap > 20).length,
    taskMsPerChange: perChange("TaskDuration"),
    scriptMsPerChange: perChange("ScriptDuration"),
    layoutMsPerChange: perChange("LayoutDuration"),
    styleMsPerChange: perChange("RecalcStyleDuration"),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

async function metricsOf(session: {
  send(method: "Performance.getMetrics"): Promise<{ metrics: { name: string; value: number }[] }>;
}): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

function drawnJourney() {
  const { model } = checkProject({
    folder: "/bench",
    config: '{ "name": "bench" }',
    journeys: [{ path: "long.journey", text: journeyOf(STEPS) }],
    readFile: () => undefined,
  });
  const drawn = drawingIn(model, "Long");
  if (drawn === undefined) throw new Error("the journey is not there");
  return drawn;
}

/** In the place of the server's events: in each frame new counts, all of them; the texts are made before. */
const allChange = ({ scene }: ReturnType<typeof drawnJourney>): string => {
  const nodes = scene.nodes.map(({ id }) => id);
  const edges = scene.edges.length;
  return `globalThis.EventSource = class {
  changes = 0;
  constructor() {
    globalThis.told = this;
    const journey = { name: "WelcomeSeries", title: null, audience: "Newsletter", objective: null, status: "active",
      program: "00", held: {}, releasing: null };
    const counts = { entered: 1, active: 1, finished: 1, exited: 0, converted: 0, stuck: 0 };
    this.texts = Array.from({ length: 1200 }, (_, n) => JSON.stringify({ journey: { ...journey, counts: { ...counts, entered: n } },
      nodes: Object.fromEntries(${JSON.stringify(nodes)}.map((id, i) => [id, { here: (n * 7 + i) % 900 + 1, passed: n * 3 + i + 1 }])),
      edges: Array.from({ length: ${edges} }, (_, i) => n + i) }));
    this.frame = requestAnimationFrame(() => this.tell());
  }
  tell() {
    this.changes += 1;
    this.onmessage?.({ data: this.texts[this.changes % this.texts.length] });
    this.frame = requestAnimationFrame(() => this.tell());
  }
  close() { cancelAnimationFrame(this.frame); }
};`;
};

const COUNT_FRAMES = (seconds: number) => `new Promise((resolve) => {
  const gaps = [];
  const begun = globalThis.told.changes;
  const start = performance.now();
  let last = start;
  const frame = (now) => {
    gaps.push(now - last);
    last = now;
    if (now - start < ${seconds * 1000}) requestAnimationFrame(frame);
    else resolve({ gaps: gaps.slice(1), changes: globalThis.told.changes - begun });
  };
  requestAnimationFrame(frame);
})`;
