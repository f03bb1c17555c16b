import type { CompiledProject } from "@trajet/compiler/program";
import { isDocument } from "../imports/shapes/reading.ts";
import type { DeadLetter, Gateway, PutResult, StockResult } from "../store/gateway.ts";
import { isDoorKind, readDoorEntry } from "./door-entry.ts";

/** What came of letting dead letters in again. */
export interface Replayed {
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly { readonly id: number; readonly kind: string; readonly reason: string }[];
}

const PAGE = 200;

/**
 * Lets the dead letters in again, by the project as it is now: one that fits is taken in as of when it came, and is a
 * letter no more. One that still does not fit stays, with the reason of today.
 */
export async function replayLetters(gateway: Gateway, project: CompiledProject): Promise<Replayed> {
  const counts = { read: 0, written: 0, unchanged: 0 };
  const rejected: Replayed["rejected"][number][] = [];
  for (let after = 0; ; ) {
    const letters = await gateway.deadLetters(after, PAGE);
    for (const letter of letters) {
      counts.read += 1;
      const result = await replay(gateway, project, letter);
      if (result.result === "rejected") {
        rejected.push({ id: letter.id, kind: letter.kind, reason: result.reason });
        await gateway.keepLetter({ ...letter, reason: result.reason });
      } else {
        counts[result.result] += 1;
        await gateway.buryLetter(letter.id);
      }
    }
    const last = letters.at(-1);
    if (last === undefined) return { ...counts, rejected };
    after = last.id;
  }
}

async function replay(
  gateway: Gateway,
  project: CompiledProject,
  { kind, body, receivedAt }: DeadLetter,
): Promise<PutResult | StockResult> {
  if (!isDoorKind(kind) || !isDocument(body)) return refused(`this version takes no ${kind} in`);
  const manner = { form: "json", zone: project.timezone } as const;
  const circumstances = { imported: false, now: receivedAt };
  const reading = readDoorEntry(kind, project, body, manner, circumstances);
  return "reason" in reading ? refused(reading.reason) : reading.value(gateway);
}

const refused = (reason: string): StockResult => ({ result: "rejected", reason });
