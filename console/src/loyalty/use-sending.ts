import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ListSending, Progress } from "../api/shapes.ts";
import { type Draft, drawUp, forget, type To, work } from "./sending.ts";

export interface Outcome extends Progress {
  /** Sent, and not only asked about. */
  readonly done: boolean;
  readonly sending: ListSending;
}

/** Draws a message to its people up, tries it, and then sends it; after a failure the same again goes on. */
export function useSending(draft: Draft | undefined, to: To, audience: string) {
  const { run, under, problem } = useWork();
  const [checked, setChecked] = useState<Outcome>();
  const drawn = useRef<string>(undefined);
  useEffect(
    () => () => {
      if (drawn.current !== undefined) void forget(drawn.current);
    },
    [],
  );

  async function check(): Promise<void> {
    if (draft === undefined) return;
    await run(async (tell) => {
      const sending = await drawUp(draft, to, audience);
      drawn.current = sending.id;
      setChecked({ ...(await tell(sending, "try")), done: false, sending });
    });
  }
  async function send(): Promise<Progress | undefined> {
    const sending = checked?.sending;
    if (sending === undefined) return undefined;
    return run(async (tell) => {
      const progress = await tell(sending, "send");
      setChecked({ ...progress, done: true, sending });
      return progress;
    });
  }
  return { check, send, checked, under, problem };
}

type Tell = (sending: Pick<ListSending, "id" | "left">, what: "try" | "send") => Promise<Progress>;

/** Work on a sending: how far it is, and why it went no further. */
export function useWork() {
  const client = useQueryClient();
  const [under, setUnder] = useState<{ readonly done: number; readonly of: number }>();
  const [problem, setProblem] = useState<string>();

  const tell: Tell = async ({ id, left: of }, what) => {
    let latest: Progress = { left: of, sent: 0, refused: [] };
    await work(id, what, (progress) => {
      latest = progress;
      setUnder({ done: of - progress.left, of });
    });
    if (latest.problem !== undefined) throw new Error(latest.problem);
    if (latest.left > 0) throw new Error(`${of - latest.left} / ${of}`);
    return latest;
  };
  async function run<T>(job: (tell: Tell) => Promise<T>): Promise<T | undefined> {
    setProblem(undefined);
    setUnder({ done: 0, of: 0 });
    try {
      return await job(tell);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return undefined;
    } finally {
      setUnder(undefined);
      void client.invalidateQueries({ queryKey: ["contact"] });
      void client.invalidateQueries({ queryKey: ["sendings"] });
    }
  }
  return { run, under, problem };
}
