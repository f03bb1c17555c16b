import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { checkProject, compileProject } from "@trajet/compiler";
import { readProject } from "../../cli/src/project.ts";
import { createCompose } from "../../runtime/src/sending/compose.ts";
import type { Caller } from "../../runtime/src/store/caller.ts";
import { openStore, type Store } from "../../runtime/src/store/open.ts";
import type { EngineHost } from "../../runtime/src/temporal/advance.ts";

const DAY = 86_400_000;
const BEGIN = Date.parse("2026-11-23T08:00:00Z");

/** A copy of the example shop in a folder of its own, without its data. */
export function copyShop(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "trajet-docs-"));
  const wanted = (path: string): boolean => !["data", ".trajet"].includes(basename(path));
  cpSync(new URL("../../examples/shop", import.meta.url).pathname, folder, {
    recursive: true,
    filter: wanted,
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The mail server is down at first, then refuses one person for good, and takes everything else. */
function moodyCaller(): Caller<{ readonly to: string }> {
  let calls = 0;
  return {
    limitMs: 1_000,
    async call(request) {
      calls += 1;
      if (calls === 1) return { kind: "not-sent", reason: "connection refused" };
      if (request.to.startsWith("gone"))
        return { kind: "refused", permanent: true, reason: "550 no such user" };
      return { kind: "done", providerRef: "250 ok" };
    },
  };
}

/**
 * Lets three weeks pass in a project's database: people sign up, one buys, one leaves, one cannot be reached. The clock
 * stands still and is stepped, in the place of Temporal.
 */
export async function play(folder: string): Promise<void> {
  const { files } = readProject(folder);
  const journeys = [...files].filter(([path]) => path.endsWith(".journey"));
  const { model, diagnostics } = checkProject({
    folder,
    config: files.get("trajet.json"),
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files.get(path),
  });
  const project = compileProject(model, diagnostics);
  const store = await openStore({ folder: join(folder, ".trajet", "database"), project: () => project });
  try {
    await store.clock.freeze(BEGIN);
    await store.deploy(project);
    for (const { program } of project.journeys) await store.gateway.setStatus(program.journey, "active");
    const render = createCompose({
      unsubscribeUrl: (contact) => `https://shop.example/u/${contact}`,
      surveyUrl: ({ run }) => `https://shop.example/s/${run}`,
    });
    await happen(
      store,
      store.engine({
        callers: {
          email: moodyCaller(),
          sms: moodyCaller(),
          message: moodyCaller(),
          audience: { limitMs: 1_000, call: async () => ({ kind: "done", providerRef: "200" }) },
          webhook: { limitMs: 1_000, call: async () => ({ kind: "done", providerRef: "200" }) },
        },
        render,
      }),
    );
    await store.gateway.setStatus("WinBack", "paused");
  } finally {
    await store.close();
  }
}

async function happen(store: Store, engine: EngineHost): Promise<void> {
  const { gateway } = store;
  await store.clock.freeze(BEGIN + 1);
  for (const id of ["lea", "tom", "gone"]) {
    await gateway.putContact({
      id,
      imported: false,
      fields: { email: `${id}@example.com`, points: 0, card: "none" },
    });
  }
  await until(store, engine, BEGIN + 2 * DAY);
  await gateway.putOrder({
    ...{ id: "L-1", contact: "lea", store: "Boutique", total: "152.00", currency: "EUR", status: "paid" },
    placedAt: BEGIN + 2 * DAY,
  });
  await gateway.setConsent("tom", "email", "unsubscribed", "u-1");
  await gateway.putOrder({
    ...{ id: "L-2", contact: "lea", store: "Boutique", total: "60.00", currency: "EUR", status: "paid" },
    placedAt: BEGIN + 2 * DAY,
  });
  await until(store, engine, BEGIN + 20 * DAY);
  await gateway.putContact({ id: "gone", imported: false, fields: {}, addTags: ["lapsing"] });
}

async function until(store: Store, engine: EngineHost, at: number): Promise<void> {
  const attempt = () => ({ deadline: Date.now() + 20_000, local: true });
  for (;;) {
    for (let wakes = await engine.takeWakes(50); wakes.length > 0; wakes = await engine.takeWakes(50)) {
      for (const { runId } of wakes) await engine.advance(runId, attempt());
      await engine.woken(wakes.map(({ outboxId }) => outboxId));
    }
    // What waits for another try of its call waits in real time, which does not pass here.
    await store.db.updateTable("effect").set({ lease_until: null }).where("state", "=", "retry").execute();
    const next = await store.db
      .selectFrom("run")
      .select(["id", "due_at"])
      .where("state", "=", "alive")
      .where("due_at", "is not", null)
      .orderBy("due_at")
      .executeTakeFirst();
    if (next?.due_at == null || next.due_at > at) break;
    await store.clock.freeze(Math.max(next.due_at, await store.clock.now()));
    await engine.advance(next.id, attempt());
  }
  await store.clock.freeze(at);
}
