import type { Receiver, Step } from "@trajet/compiler/program";
import type { EffectRequest } from "../engine/request.ts";
import type { Attempt, Stage } from "./stage.ts";

/** A message that left, or a webhook that was called: the effect of a step, once, however often it was tried. */
export interface Effect extends Attempt {
  /** Place of its first attempt, or of the one that was taken, among all attempts. */
  readonly index: number;
}

/** Messages that left, in their order. */
export function sentIn({ attempts }: Stage, from: number): readonly Effect[] {
  return attempts.flatMap(({ call, outcome }, index) => {
    const { kind } = call.request;
    const isMessage = kind === "email" || kind === "sms" || kind === "message";
    return index >= from && isMessage && outcome.kind === "done" ? [{ call, outcome, index }] : [];
  });
}

/** Calls of webhooks, each at its first attempt, whatever was answered. */
export function calledIn({ attempts }: Stage, webhook: string, from: number): readonly Effect[] {
  const seen = new Set<string>();
  return attempts.flatMap(({ call, outcome }, index) => {
    if (call.request.kind !== "webhook" || call.name !== webhook) return [];
    const key = `${call.run}/${call.step}/${call.visit}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return index >= from ? [{ call, outcome, index }] : [];
  });
}

/** Whether a message went to whom is meant: to a person at her own address, or to an address. */
export function wentTo(stage: Stage, { call }: Attempt, to: Receiver | null): boolean {
  if (to === null) return true;
  if ("address" in to) return addressIn(call.request) === to.address;
  return call.contact === to.person && !isToSomebodyElse(stage, call);
}

export function addressIn(request: EffectRequest): string | undefined {
  return request.kind === "email" || request.kind === "sms" || request.kind === "message"
    ? request.to
    : undefined;
}

function isToSomebodyElse({ project }: Stage, { journey, step }: Attempt["call"]): boolean {
  const found: Step | undefined = project.journeys.find(({ program }) => program.journey === journey)?.program
    .steps[step];
  return found?.kind === "send" && found.to !== undefined;
}

/** All that a reader sees of a message: subject and text, and of a mail its HTML. */
export function readableOf(request: EffectRequest): string {
  switch (request.kind) {
    case "email":
      return `${request.subject}\n${request.text}`;
    case "sms":
      return request.text;
    case "message":
      return [request.title, request.text, request.url].filter((part) => part !== null).join("\n");
    default:
      return "";
  }
}

/** A message as a snapshot keeps it. */
export function snapshotOf(request: EffectRequest): string {
  switch (request.kind) {
    case "email":
      return `From: ${request.from}\nTo: ${request.to}\nSubject: ${request.subject}\n\n${request.text.trimEnd()}\n\n--- HTML\n${request.html.trimEnd()}\n`;
    case "sms":
      return `To: ${request.to}\n\n${request.text}\n`;
    case "message": {
      const { to, title, text, url } = request;
      const lines = [`To: ${to}`, title === null ? "" : `Title: ${title}`, url === null ? "" : `URL: ${url}`];
      return `${lines.filter((line) => line !== "").join("\n")}\n\n${text ?? ""}\n`;
    }
    default:
      return "";
  }
}
