import type { Draft } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { catchUp } from "../engine/settle.ts";
import { computed, correct } from "../engine/watches/keep.ts";
import type { Watch } from "../engine/watches/watch.ts";
import type { Database } from "./database.ts";
import { PORTS } from "./ingest.ts";
import { loadDraft } from "./load-draft.ts";
import type { ProgramShelf } from "./programs.ts";
import { saveDraft } from "./save-draft.ts";

/** A contact of whom something else is kept than what its condition comes to. */
export interface Difference {
  /** The name of the segment, or what is watched otherwise. */
  readonly watch: string;
  readonly contact: string;
  readonly why: string;
}

export interface WatchCheck {
  readonly contacts: number;
  readonly watches: number;
  /** Places that a scan has not set down yet, which is no mistake. */
  readonly unfilled: number;
  readonly differences: readonly Difference[];
}

const PAGE = 200;

/**
 * Computes for every contact from what is stored who is in each segment, and who has not done something for a time, and
 * compares it with what is kept. Alarms that are due and not heard yet are taken as heard. Nothing is written, unless
 * what differs is to be repaired.
 */
export async function checkWatches(
  db: Database,
  shelf: ProgramShelf,
  { repair = false }: { readonly repair?: boolean } = {},
): Promise<WatchCheck> {
  const watches = await db.selectFrom("watch").select(["audience"]).execute();
  const audiences = [...new Set(watches.map((watch) => watch.audience))];
  const found = { contacts: 0, unfilled: 0, differences: [] as Difference[] };
  for (let after = ""; audiences.length > 0; ) {
    const page = await db
      .selectFrom("contact")
      .select("id")
      .where("audience", "in", audiences)
      .where("id", ">", after)
      // Of a contact without events nothing is known yet: it is about to sign up, or was erased.
      .where("seq", ">", 0)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    for (const { id } of page) await checkContact(db, shelf, id, found, repair);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  return { ...found, watches: watches.length };
}

async function checkContact(
  db: Database,
  shelf: ProgramShelf,
  contact: string,
  found: { contacts: number; unfilled: number; differences: Difference[] },
  repair: boolean,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const loaded = await loadDraft(tx, shelf, { contact }, () => PORTS);
    if (loaded === undefined) return;
    const { draft } = loaded;
    found.contacts += 1;
    const filled = draft.watches.filter((watch) => draft.memberships.has(watch.id));
    found.unfilled += draft.watches.length - filled.length;
    catchUp(draft, draft.now);
    const before = found.differences.length;
    for (const watch of filled) {
      const now = computed(draft, watch);
      const why = differenceOf(draft, watch, now);
      if (why === null) continue;
      found.differences.push({ watch: nameOf(watch), contact, why });
      if (repair && "in" in now) correct(draft, watch, now.in);
    }
    if (repair && found.differences.length > before) await saveDraft(tx, draft);
  });
}

function differenceOf(draft: Draft, watch: Watch, now: ReturnType<typeof computed>): string | null {
  const membership = draft.memberships.get(watch.id);
  if ("failed" in now) return `it cannot be computed: ${now.failed}`;
  if (membership?.in !== now.in) {
    const kept = membership?.in === true ? "in" : "out";
    return `kept as ${kept} since ${textOf(membership?.at ?? 0)}, but its condition is ${now.in} at ${textOf(draft.now)}`;
  }
  const alarm = draft.alarms.get(watch.id) ?? null;
  if (now.next === null || (alarm !== null && alarm <= now.next)) return null;
  const kept = alarm === null ? "there is none" : `it stands at ${textOf(alarm)}`;
  return `its alarm should stand at ${textOf(now.next)}, when time alone changes it, and ${kept}`;
}

const textOf = (at: Millis): string => new Date(at).toISOString();

function nameOf({ about }: Watch): string {
  switch (about.kind) {
    case "segment":
      return about.name;
    case "absence":
      return `does not happen: ${about.trigger.on} (${about.name})`;
    case "abandonment":
      return `abandons cart (${about.name})`;
    case "runs":
      return "what does not happen in runs";
    default:
      return about satisfies never;
  }
}
