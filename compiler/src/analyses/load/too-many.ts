import type { Related } from "../../diagnostics/diagnostic.ts";
import { trailOf } from "../flow/trail.ts";
import type { Subject } from "../subject.ts";
import { countingOf } from "./counting.ts";
import { type Load, loadOf } from "./load.ts";

/** Warns of a journey that can send one contact more messages than the project wants. */
export function checkLoad(subject: Subject): void {
  const { flow, project, journey } = subject;
  const { per24h, per7d } = project.config.load;
  const counting = countingOf(subject);
  // So few can never be too many.
  const sending = flow.places.filter((place) => counting.classOf(place) !== undefined).length;
  if (sending <= Math.min(per24h, per7d) || journey.name === undefined) return;
  const loads = loadOf(flow, counting, subject.atEntry);
  const day = loads.per24h.count > per24h;
  const [load, limit] = day ? [loads.per24h, per24h] : [loads.per7d, per7d];
  if (load.count <= limit) return;
  const params = { journey: subject.name, count: load.count, limit, days: day ? 1 : 7 };
  subject.report("TJ4230", journey.name.span, params, { related: trailOfLoad(load) });
}

/** The sendings of a load, each with the time since the one before. */
export function trailOfLoad({ sendings }: Load): readonly Related[] {
  return trailOf(
    sendings.map(({ place, elapsed }, index) => ({
      place,
      elapsed,
      what: `${index + 1}${ORDINALS[index] ?? "th"} message`,
    })),
  );
}

const ORDINALS = ["st", "nd", "rd"];
