/** A small journey as data, so that its paths can be counted without the compiler. Times are in hours. */
export type Made =
  | { readonly kind: "send"; readonly refused: readonly Made[] | undefined }
  | { readonly kind: "delay" | "tag" | "exit" | "break"; readonly hours: number }
  | { readonly kind: "if"; readonly yes: readonly Made[]; readonly no: readonly Made[] }
  | {
      readonly kind: "wait";
      readonly hours: number;
      readonly matched: readonly Made[];
      readonly passed: readonly Made[];
    }
  | { readonly kind: "repeat"; readonly times: number; readonly body: readonly Made[] };

/** The steps as text. */
export function textOf(steps: readonly Made[]): string {
  return steps.map(stepText).join("  ");
}

function stepText(step: Made): string {
  const block = (steps: readonly Made[]): string => `{ ${textOf(steps)} }`;
  switch (step.kind) {
    case "send":
      return `send email Hello${step.refused === undefined ? "" : ` otherwise ${block(step.refused)}`}`;
    case "delay":
      return `delay ${step.hours} hours`;
    case "tag":
      return 'tag "vip"';
    case "if":
      // The label keeps an `exit` before it from reading as the rule `exit if`.
      return `here: if contact.points > 5 ${block(step.yes)} else ${block(step.no)}`;
    case "wait":
      return `wait up to ${step.hours} hours { when contact buys any product ${block(step.matched)} otherwise ${block(step.passed)} }`;
    case "repeat":
      return `repeat up to ${step.times} times ${block(step.body)}`;
    default:
      return step.kind;
  }
}

/** One path: what it did, and the hours at which it sent. */
export interface Walked {
  readonly steps: number;
  readonly suspensions: number;
  readonly matches: number;
  readonly hours: number;
  readonly sent: readonly number[];
  readonly ended: "through" | "break" | "exit";
}

const START: Walked = { steps: 0, suspensions: 0, matches: 0, hours: 0, sent: [], ended: "through" };

/** Every path through the steps, one by one. */
export function everyPath(steps: readonly Made[], from: Walked = START): readonly Walked[] {
  return steps.reduce<readonly Walked[]>(
    (paths, step) => paths.flatMap((path) => (path.ended === "through" ? walk(step, path) : [path])),
    [from],
  );
}

function walk(step: Made, before: Walked): readonly Walked[] {
  const here = { ...before, steps: before.steps + 1 };
  switch (step.kind) {
    case "send":
      return [
        { ...here, sent: [...here.sent, here.hours] },
        ...(step.refused === undefined ? [] : everyPath(step.refused, here)),
      ];
    case "delay":
      return [{ ...here, suspensions: here.suspensions + 1, hours: here.hours + step.hours }];
    case "tag":
      return [here];
    case "exit":
    case "break":
      return [{ ...here, ended: step.kind }];
    case "if":
      return [...everyPath(step.yes, here), ...everyPath(step.no, here)];
    case "wait": {
      const waited = { ...here, suspensions: here.suspensions + 1 };
      return [
        ...everyPath(step.matched, { ...waited, matches: waited.matches + 1 }),
        ...everyPath(step.passed, { ...waited, hours: waited.hours + step.hours }),
      ];
    }
    case "repeat":
      return turns(step.body, step.times, here);
    default:
      return step satisfies never;
  }
}

function turns(body: readonly Made[], left: number, before: Walked): readonly Walked[] {
  if (left === 0) return [before];
  return everyPath(body, before).flatMap((path): readonly Walked[] => {
    if (path.ended === "break") return [{ ...path, ended: "through" }];
    return path.ended === "exit" ? [path] : turns(body, left - 1, path);
  });
}

/** The most messages of one path within so many hours. */
export function mostSent(paths: readonly Walked[], hours: number): number {
  const within = ({ sent }: Walked): readonly number[] =>
    sent.map((first, at) => sent.slice(at).filter((each) => each < first + hours).length);
  return Math.max(0, ...paths.flatMap(within));
}
