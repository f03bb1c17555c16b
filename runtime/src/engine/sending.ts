import type { MessageProgram, Step } from "@trajet/compiler/program";
import { RenderError } from "../rendering/message.ts";
import { beginEffect } from "./begin-effect.ts";
import { consentRefusal } from "./consent.ts";
import { type Draft, factsOf, type LoadedProgram } from "./draft.ts";
import { hold, passHold } from "./hold.ts";
import { noteMessage } from "./note-message.ts";
import type { SlotWish } from "./pace.ts";
import type { Run } from "./run.ts";
import { askRules } from "./sending-rules.ts";

export type SendStep = Extract<Step, { kind: "send" }>;

/** What the gate says: the intent is written, or the message is refused, dropped, held until later, or needs a slot first. */
export type Gate = "open" | "refused" | "skipped" | "held" | SlotWish;

/**
 * The gate: decides, in the transaction that writes the intent, whether the message may leave, and renders it. What was
 * held comes here again and is asked everything anew. Whatever it says but `open` is in the timeline.
 */
export function openGate(draft: Draft, run: Run, loaded: LoadedProgram, step: SendStep): Gate {
  const message = messageOf(loaded, step);
  const refusal = consentRefusal(step, message, loaded.program, factsOf(draft, loaded.program, run));
  if (refusal !== null) return refuse(draft, run, step, refusal);
  const verdict = askRules(draft, run, loaded, message);
  switch (verdict.kind) {
    case "refuse":
      return refuse(draft, run, step, verdict.reason);
    case "skip":
      noteMessage(draft, run, aboutMessage(step), "skipped", { reason: verdict.reason });
      return "skipped";
    case "hold":
      hold(draft, run, verdict.hold, aboutMessage(step));
      return "held";
    case "slot":
      return verdict;
    case "send":
      return begin(draft, run, loaded, step, message);
    default:
      return verdict satisfies never;
  }
}

/** Why a message that is tried once more may not leave any more, that it is to wait, what it needs, or `null`: it may. */
export type Objection = { readonly kind: "refused"; readonly reason: string } | "held" | SlotWish | null;

/**
 * The gate for a message that it let through before and that is tried once more: address, consent and hours are asked anew,
 * since it may be hours later. Limits count it already.
 */
export function reopenGate(draft: Draft, run: Run, loaded: LoadedProgram, step: SendStep): Objection {
  passHold(draft, run);
  const message = messageOf(loaded, step);
  const refusal = consentRefusal(step, message, loaded.program, factsOf(draft, loaded.program, run));
  if (refusal !== null) return { kind: "refused", reason: refusal };
  const verdict = askRules(draft, run, loaded, message, true);
  switch (verdict.kind) {
    case "refuse":
    case "skip":
      return { kind: "refused", reason: verdict.reason };
    case "hold":
      hold(draft, run, verdict.hold, aboutMessage(step));
      return "held";
    case "slot":
      return verdict;
    case "send":
      return null;
    default:
      return verdict satisfies never;
  }
}

function begin(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: SendStep,
  { labels, kind }: MessageProgram,
): Gate {
  try {
    const request = draft.ports.render(run, run.step ?? "", loaded, factsOf(draft, loaded.program, run));
    beginEffect(draft, run, { name: step.message, labels, marketing: kind === "marketing" }, request);
    run.hold = null;
    return "open";
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return refuse(draft, run, step, error.message);
  }
}

function messageOf({ hash, program }: LoadedProgram, step: SendStep): MessageProgram {
  const message = program.messages[step.message];
  if (message === undefined) throw new Error(`program ${hash} lacks the message ${step.message}`);
  return message;
}

const aboutMessage = ({ channel, message }: SendStep) => ({ channel, name: message });

function refuse(draft: Draft, run: Run, step: SendStep, reason: string): Gate {
  noteMessage(draft, run, aboutMessage(step), "refused", { reason });
  return "refused";
}
