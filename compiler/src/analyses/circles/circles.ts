import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Effect } from "../together/effects.ts";
import { anyExclude } from "../together/facts.ts";
import type { JourneySummary, StartSummary } from "../together/summary.ts";

/** One journey starts another: by which step, and at which start point. */
interface Link {
  readonly from: JourneySummary;
  readonly effect: Effect;
  readonly to: JourneySummary;
  readonly start: StartSummary;
}

/** Longer circles are not looked for, nor in projects where journeys start each other beyond all counting. */
const LONGEST = 6;
const MOST_STEPS = 20_000;

/** Warns of journeys that start each other in a circle, for as long as nothing stops it. */
export function checkCircles(journeys: readonly JourneySummary[], report: Report): void {
  const links = linksBetween(journeys.filter(({ reenter }) => reenter !== "never"));
  const said = new Set<string>();
  let steps = 0;
  const follow = (path: readonly Link[], first: JourneySummary): void => {
    const at = path.at(-1)?.to ?? first;
    for (const link of links.get(at) ?? []) {
      if (++steps > MOST_STEPS) return;
      if (link.to === first) {
        const circle = [...path, link];
        const key = circle
          .map(({ from }) => from.name)
          .sort()
          .join(" ");
        if (said.has(key) || !goesOn(circle)) continue;
        said.add(key);
        reportCircle(circle, report);
      } else if (path.length + 1 < LONGEST && !path.some(({ to }) => to === link.to))
        follow([...path, link], first);
    }
  };
  for (const journey of links.keys()) follow([], journey);
}

function linksBetween(journeys: readonly JourneySummary[]): ReadonlyMap<JourneySummary, readonly Link[]> {
  const bySignal = new Map<string, Pick<Link, "to" | "start">[]>();
  for (const to of journeys) {
    for (const start of to.starts)
      for (const signal of start.signals) {
        const known = bySignal.get(signal);
        if (known === undefined) bySignal.set(signal, [{ to, start }]);
        else known.push({ to, start });
      }
  }
  const links = new Map<JourneySummary, readonly Link[]>();
  for (const from of journeys) {
    const own = from.effects.flatMap((effect) =>
      (bySignal.get(effect.signal) ?? [])
        .filter(({ to, start }) => to.audience === from.audience && !anyExclude(effect.facts, start.facts))
        .map(({ to, start }) => ({ from, effect, to, start })),
    );
    if (own.length > 0) links.set(from, own);
  }
  return links;
}

/** Whether a circle can come round again: each event happens anew, and each journey lets its contact in again. */
function goesOn(circle: readonly Link[]): boolean {
  const effects = circle.flatMap(({ from }) => from.effects);
  const turn = circle.reduce((sum, { effect }) => sum + effect.since.most, 0);
  return circle.every((link) => happensAgain(link.effect, effects) && letsIn(link, turn, circle.length));
}

/** What is there already is not added again: the circle has to take away what it gives, or to change a value back. */
function happensAgain({ signal }: Effect, effects: readonly Effect[]): boolean {
  const [what = "", ...name] = signal.split(" ");
  const does = (sign: string): boolean => effects.some((each) => each.signal === [sign, ...name].join(" "));
  switch (what) {
    case "start":
      return true;
    case "tag+":
      return does("tag-");
    case "tag-":
      return does("tag+");
    case "group+":
      return does("group-");
    case "group-":
      return does("group+");
    case "field": {
      const values = effects.filter((each) => each.signal === signal).map(({ value }) => value);
      return values.includes(undefined) || new Set(values).size > 1;
    }
    default:
      // No step gives consent back.
      return false;
  }
}

/** A run that is alive keeps its contact out, and so does the time of `reenter after`. */
function letsIn({ from, effect }: Link, turn: number, journeys: number): boolean {
  const { reenter } = from;
  if (reenter === "restart" || reenter === "own run") return true;
  if (journeys === 1 || turn - effect.since.most < effect.rest) return false;
  return typeof reenter === "string" ? reenter === "always" : turn >= reenter.after.least;
}

function reportCircle(circle: readonly Link[], report: Report): void {
  const [first] = circle;
  if (first === undefined) return;
  const related = circle.flatMap(({ from, effect, to, start }): readonly Related[] => [
    { file: effect.file, span: effect.span, message: `${from.name} does this,` },
    { file: to.file, span: start.span, message: `which starts ${to.name}.` },
  ]);
  const at = first.effect;
  if (circle.length === 1) report("TJ4241", at.span, at.file, { journey: first.from.name }, { related });
  else report("TJ4240", at.span, at.file, { journeys: circle.map(({ from }) => from.name) }, { related });
}
