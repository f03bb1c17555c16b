import type { Related } from "../../diagnostics/diagnostic.ts";
import { trailOf } from "../flow/trail.ts";
import type { Unfolded } from "../flow/unfold.ts";
import type { Subject } from "../subject.ts";
import { type Counting, type Load, loadOf } from "./load.ts";

/** Warns of a journey that can send one contact more messages than the project wants. */
export function checkLoad(subject: Subject, counting: Counting): void {
  const { flow, project, journey } = subject;
  const { per24h, per7d } = project.config.load;
  // So few can never be too many.
  if (mostOnOnePath(flow, counting) <= Math.min(per24h, per7d) || journey.name === undefined) return;
  const loads = loadOf(flow, counting, subject.arrivals);
  const day = loads.per24h.count > per24h;
  const [load, limit] = day ? [loads.per24h, per24h] : [loads.per7d, per7d];
  if (load.count <= limit) return;
  const params = { journey: subject.name, count: load.count, limit, days: day ? 1 : 7 };
  subject.report("TJ4230", journey.name.span, params, { related: trailOfLoad(load) });
}

/** The most messages of any path, whenever they leave. */
function mostOnOnePath({ places, first }: Unfolded, counting: Counting): number {
  const most: number[] = [];
  for (const place of places) {
    const behind = place.ways.reduce((best, { to }) => Math.max(best, most[to] ?? 0), 0);
    most[place.index] = behind + (counting.classOf(place) === undefined ? 0 : 1);
  }
  return most[first] ?? 0;
}

/** The sendings of a load, each with the time since the one before. */
function trailOfLoad({ sendings }: Load): readonly Related[] {
  return trailOf(
    sendings.map(({ place, elapsed }, index) => ({
      place,
      elapsed,
      what: `${index + 1}${ORDINALS[index] ?? "th"} message`,
    })),
  );
}

const ORDINALS = ["st", "nd", "rd"];
