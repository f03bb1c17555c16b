import type { CompiledProject } from "@trajet/compiler/program";
import { isDocument, type Raw } from "../imports/shapes/reading.ts";
import type { DeadLetter, Gateway, PutResult, StockResult } from "../store/gateway.ts";
import { isDoorKind, readDoorEntry } from "./door-entry.ts";

/** What came of letting dead letters in again. */
export interface Replayed {
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly { readonly id: number; readonly kind: string; readonly reason: string }[];
  /** The letter behind which to go on, `null` where none is left: a call lets in so many that its sender need not wait long. */
  readonly next: number | null;
}

const PAGE = 200;
/** Letters of one call. */
const MOST = 5 * PAGE;

/**
 * Lets dead letters in again, by the project as it is now: one that fits is taken in as of when it came, and is a letter no
 * more. One that still does not fit stays, with the reason of today.
 *
 * @param from the letter behind which to begin
 */
export async function replayLetters(gateway: Gateway, project: CompiledProject, from = 0): Promise<Replayed> {
  const counts = { read: 0, written: 0, unchanged: 0 };
  const rejected: Replayed["rejected"][number][] = [];
  let after = from;
  while (counts.read < MOST) {
    const letters = await gateway.deadLetters(after, PAGE);
    const last = letters.at(-1);
    if (last === undefined) return { ...counts, rejected, next: null };
    const refused: typeof rejected = [];
    for (const letter of letters) {
      counts.read += 1;
      const result = await replay(gateway, project, letter);
      if (result.result === "rejected") {
        refused.push({ id: letter.id, kind: letter.kind, reason: result.reason });
      } else {
        counts[result.result] += 1;
        await gateway.buryLetters([letter.id]);
      }
    }
    await gateway.refuseLetters(refused);
    rejected.push(...refused);
    after = last.id;
  }
  return { ...counts, rejected, next: after };
}

/** All of them, call by call. */
export async function replayAll(ask: (from: number) => Promise<Replayed>): Promise<Omit<Replayed, "next">> {
  const all = { read: 0, written: 0, unchanged: 0 };
  const rejected: Replayed["rejected"][number][] = [];
  for (let from: number | null = 0; from !== null; ) {
    const { read, written, unchanged, rejected: refused, next }: Replayed = await ask(from);
    all.read += read;
    all.written += written;
    all.unchanged += unchanged;
    rejected.push(...refused);
    from = next;
  }
  return { ...all, rejected };
}

async function replay(
  gateway: Gateway,
  project: CompiledProject,
  { kind, body, receivedAt }: DeadLetter,
): Promise<PutResult | StockResult> {
  if (kind === "merges" && isDocument(body)) return replayMerge(gateway, body);
  if (!isDoorKind(kind) || !isDocument(body)) return refused(`this version takes no ${kind} in`);
  const manner = { form: "json", zone: project.timezone } as const;
  const circumstances = { imported: false, now: receivedAt, late: true };
  const reading = readDoorEntry(kind, project, body, manner, circumstances);
  return "reason" in reading ? refused(reading.reason) : reading.value(gateway);
}

async function replayMerge(gateway: Gateway, { from, into }: Raw): Promise<StockResult> {
  const merged = await gateway.mergeContacts({ from: String(from), into: String(into) });
  return merged.result === "rejected" ? merged : { result: merged.result };
}

const refused = (reason: string): StockResult => ({ result: "rejected", reason });
