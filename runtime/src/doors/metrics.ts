import type { Gateway } from "../store/gateway.ts";

/** A family of figures by the same name. */
export interface Metric {
  /** By Prometheus' rules: `trajet_runs`. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly values: readonly {
    readonly value: number;
    readonly labels?: { readonly [name: string]: string };
  }[];
}

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus' text format, version 0.0.4. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, values }) => [
      `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
      `# TYPE ${name} ${type}`,
      ...values.map(({ value, labels }) => `${name}${labelsText(labels ?? {})} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

function labelsText(labels: { readonly [name: string]: string }): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (value: string) =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** How many runs of each journey are where. */
export async function journeyMetrics(gateway: Pick<Gateway, "journeys">): Promise<readonly Metric[]> {
  const journeys = await gateway.journeys();
  const runs = (states: readonly ("entered" | "active" | "finished" | "exited" | "stuck")[]) =>
    journeys.flatMap(({ name: journey, counts }) =>
      states.map((state) => ({ labels: { journey, state }, value: counts[state] })),
    );
  return [
    {
      name: "trajet_runs",
      help: "Runs that are under way, and among them those that are overdue, by journey.",
      type: "gauge",
      values: runs(["active", "stuck"]),
    },
    {
      name: "trajet_runs_total",
      help: "Runs that have entered, finished and exited, by journey.",
      type: "counter",
      values: runs(["entered", "finished", "exited"]),
    },
  ];
}
