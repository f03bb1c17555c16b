import type { Place } from "../flow/unfold.ts";
import { clocksOf } from "../paths/arrivals.ts";
import { marketingOf, type Subject, settingsOf } from "../subject.ts";
import { clockWords, isClosed, opensAt, type Window, windowOf } from "./window.ts";

/** Warns of a window that never opens, and of sendings that always come due while it is closed. */
export function checkClosedWindows(subject: Subject): void {
  const [setting] = settingsOf(subject.journey, "SendWindow");
  const window = windowOf(setting);
  if (window === undefined) return;
  if (window.from === window.to) {
    subject.report("TJ4210", window.setting.span, {});
    return;
  }
  const clocks = subject.arrivals.map(clocksOf);
  const said = new Map<string, boolean>();
  for (const place of subject.flow.places) {
    const message = marketingOf(place, subject.project);
    const here = clocks[place.index] ?? [];
    if (message === undefined || here.length === 0) continue;
    // One place in the text is many places of the path: only what holds for all of them is said.
    const key = `${place.file} ${place.step?.span.start}`;
    said.set(key, (said.get(key) ?? true) && here.every((clock) => isClosed(window, clock)));
  }
  for (const place of subject.flow.places) {
    const [clock] = clocks[place.index] ?? [];
    const key = `${place.file} ${place.step?.span.start}`;
    if (clock !== undefined && place.step?.kind === "Send" && said.get(key) === true)
      report(place, window, { when: clockWords(clock), opens: opensAt(window, clock) }, subject);
  }
}

function report(
  place: Place,
  window: Window,
  params: { readonly when: string; readonly opens: string },
  subject: Subject,
): void {
  const message = place.step?.kind === "Send" ? (place.step.message?.text ?? "") : "";
  const related = [
    { file: subject.file, span: window.setting.span, message: "The window stands here." },
    ...(place.file === subject.file || place.step === undefined
      ? []
      : [{ file: place.file, span: place.step.span, message: "Sent here." }]),
  ];
  const at = place.file === subject.file && place.step?.kind === "Send" ? place.step.span : place.own;
  const { orSkip } = window.setting;
  if (orSkip) subject.report("TJ4211", at, { message, ...params }, { related });
  else subject.report("TJ4212", at, { message, ...params }, { related });
}
