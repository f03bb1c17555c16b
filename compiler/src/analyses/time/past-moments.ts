import type { Related } from "../../diagnostics/diagnostic.ts";
import { printPoint } from "../../lower/print/step.ts";
import { DAY } from "../flow/amounts.ts";
import { leastOf } from "../flow/clock.ts";
import { dayNumber } from "../flow/passes.ts";
import type { Place, Way } from "../flow/unfold.ts";
import { type Subject, settingsOf } from "../subject.ts";

/** The earliest moment at which a run can be somewhere, in milliseconds since 1970, and what says so. */
interface NotBefore {
  readonly at: number;
  readonly because: Related;
}

/** Warns of a fixed moment that every run finds in the past: one before the entry window, or before an earlier delay. */
export function checkPastMoments(subject: Subject): void {
  const { flow } = subject;
  const known: (NotBefore | "any" | undefined)[] = flow.places.map(() => undefined);
  known[flow.first] = atEntry(subject) ?? "any";
  for (let index = flow.first; index > 0; index--) {
    const [place, before] = [flow.places[index], known[index]];
    if (place === undefined || before === undefined) continue;
    for (const way of place.ways) known[way.to] = earlier(known[way.to], onward(before, place, way));
    if (before !== "any") checkPoint(place, before, subject);
  }
}

function atEntry({ journey, file }: Subject): NotBefore | undefined {
  const [window] = settingsOf(journey, "EntryWindow");
  const day = window?.from === undefined ? undefined : dayNumber(window.from.text);
  if (window?.from === undefined || day === undefined) return undefined;
  return { at: day * DAY, because: { file, span: window.span, message: "Nobody enters before this day." } };
}

function onward(before: NotBefore | "any", place: Place, way: Way): NotBefore | "any" {
  const date = dateOf(place);
  const moved = before === "any" ? before : { ...before, at: before.at + leastOf(way.pass) };
  // Whether it was waited for or had passed: behind a fixed moment it is later.
  if (date === undefined || place.step?.kind !== "Delay") return moved;
  if (moved !== "any" && moved.at >= date) return moved;
  const because = { file: place.file, span: place.step.span, message: "Behind this delay it is later." };
  return { at: date, because };
}

function earlier(one: NotBefore | "any" | undefined, other: NotBefore | "any"): NotBefore | "any" {
  if (one === undefined) return other;
  if (one === "any" || other === "any") return "any";
  return one.at <= other.at ? one : other;
}

/** The moment that is written out in a delay or as the limit of a wait. */
function dateOf({ ways }: Place): number | undefined {
  for (const { pass: by } of ways)
    if (by.kind === "moment" && by.date !== undefined) return by.date * DAY + (by.time ?? 0);
  return undefined;
}

function checkPoint(place: Place, before: NotBefore, subject: Subject): void {
  const { step } = place;
  if (step?.kind !== "Delay" && step?.kind !== "Wait") return;
  const point = step.kind === "Delay" ? step.until : step.limit;
  const date = dateOf(place);
  // A day of grace: which day it is depends on the contact's zone.
  if (point === undefined || date === undefined || date + DAY > before.at) return;
  const at = place.file === subject.file ? point.span : place.own;
  const then =
    step.kind === "Wait"
      ? "the wait is over before it begins"
      : step.otherwise === undefined
        ? "nobody waits here"
        : "everybody takes the `otherwise`";
  subject.report("TJ4201", at, { moment: printPoint(point), then }, { related: [before.because] });
}
