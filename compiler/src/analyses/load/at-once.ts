import type { Report } from "../../diagnostics/report.ts";
import type { ProjectConfig } from "../../project/config.ts";
import { DAY, WEEK } from "../flow/amounts.ts";
import { anyExclude, type Fact } from "../together/facts.ts";
import type { JourneySummary, StartSummary } from "../together/summary.ts";
import { mostWithin, projectCaps } from "./caps.ts";

/** A journey that begins by an event, and the start point that does it. */
interface Beginning {
  readonly journey: JourneySummary;
  readonly start: StartSummary;
}

/** Warns of one event that starts several journeys at once, which together send more than the project wants. */
export function checkLoadAtOnce(
  journeys: readonly JourneySummary[],
  config: ProjectConfig,
  report: Report,
): void {
  for (const beginnings of byEvent(journeys).values()) {
    if (!checkPeriod(beginnings, "per24h", config, report)) checkPeriod(beginnings, "per7d", config, report);
  }
}

function byEvent(journeys: readonly JourneySummary[]): ReadonlyMap<string, readonly Beginning[]> {
  const events = new Map<string, Beginning[]>();
  for (const journey of journeys) {
    if (journey.atEntry.per7d === 0) continue;
    for (const start of journey.starts) {
      if (start.event === undefined) continue;
      const key = `${journey.audience} ${start.event}`;
      const known = events.get(key) ?? [];
      if (known.length === 0) events.set(key, known);
      if (known.at(-1)?.journey !== journey) known.push({ journey, start });
    }
  }
  return events;
}

type Period = "per24h" | "per7d";

/** Tells whether there was something to say. */
function checkPeriod(
  beginnings: readonly Beginning[],
  period: Period,
  config: ProjectConfig,
  report: Report,
): boolean {
  const limit = config.load[period];
  const countOf = ({ journey }: Beginning): number => journey.atEntry[period];
  const sending = beginnings.filter((each) => countOf(each) > 0);
  // One that is too much by itself has been said.
  if (sending.length < 2 || sending.some((each) => countOf(each) > limit)) return false;
  const together = atOnce(sending.toSorted((one, other) => countOf(other) - countOf(one)));
  const total = letThrough(
    together.reduce((sum, each) => sum + countOf(each), 0),
    period,
    config,
  );
  const [first, ...others] = sending.filter((each) => together.includes(each));
  if (total <= limit || first === undefined || others.length === 0) return false;
  const related = others.slice(0, 9).map((other) => ({
    file: other.journey.file,
    span: other.start.span,
    message: `${other.journey.name} sends ${countOf(other)} of them.`,
  }));
  const params = {
    journeys: together.length,
    event: first.start.event ?? "",
    count: total,
    limit,
    days: period === "per24h" ? 1 : 7,
  };
  report("TJ4231", first.start.span, first.journey.file, params, { related });
  return true;
}

/** Those that can start for one contact: none asks for what another rules out. */
function atOnce(beginnings: readonly Beginning[]): readonly Beginning[] {
  const facts = new Map<string, Fact[]>();
  return beginnings.filter(({ start }) => {
    if (start.facts.some((fact) => anyExclude([fact], facts.get(fact.about) ?? []))) return false;
    for (const fact of start.facts) {
      const known = facts.get(fact.about) ?? [];
      if (!known.some(({ value, holds }) => value === fact.value && holds === fact.holds))
        facts.set(fact.about, [...known, fact]);
    }
    return true;
  });
}

function letThrough(count: number, period: Period, config: ProjectConfig): number {
  const window = period === "per24h" ? DAY : WEEK;
  const caps = projectCaps({
    ...config,
    caps: config.caps.filter(({ channel, label }) => channel === undefined && label === undefined),
  });
  return caps.reduce((most, cap) => Math.min(most, mostWithin(cap, window)), count);
}
