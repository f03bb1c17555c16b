import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SendingReport } from "../api/shapes.ts";
import { type Draft, type Recipient, sendOne } from "./sending.ts";

interface Outcome extends SendingReport {
  /** Sent, and not only asked about. */
  readonly done: boolean;
}

/** Takes a message to its people, one after another, and tells how far it is. */
export function useSending(draft: Draft | undefined, to: readonly Recipient[]) {
  const client = useQueryClient();
  // One name for the sending: after a failure the same again reaches only those who were not reached.
  const [id] = useState(() => `console:${crypto.randomUUID()}`);
  const [progress, setProgress] = useState<number>();
  const [checked, setChecked] = useState<Outcome>();
  const [problem, setProblem] = useState<string>();

  async function run(dryRun: boolean): Promise<SendingReport | undefined> {
    if (draft === undefined) return undefined;
    setProblem(undefined);
    const outcome: { -readonly [part in keyof SendingReport]: SendingReport[part] } = {
      sent: [],
      refused: [],
    };
    try {
      for (const [index, { id: contact }] of to.entries()) {
        setProgress(index);
        const { sent, refused } = await sendOne(draft, contact, { id, dryRun });
        outcome.sent = [...outcome.sent, ...sent];
        outcome.refused = [...outcome.refused, ...refused];
      }
      setChecked({ ...outcome, done: !dryRun });
      if (!dryRun) void client.invalidateQueries({ queryKey: ["contact"] });
      return outcome;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return undefined;
    } finally {
      setProgress(undefined);
    }
  }
  return { check: () => run(true), send: () => run(false), checked, progress, problem };
}
