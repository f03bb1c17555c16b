import type { CompiledMessage } from "@trajet/compiler/program";
import type { FastifyInstance } from "fastify";
import { MEASURE_NAMES } from "../../loyalty/asked-query.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { ConsolePorts } from "./console-doors.ts";

/** The seven of the boards that people know first, then those of ours. */
export const PERIODS = [
  "last week",
  "last month",
  "month to date",
  "last quarter",
  "quarter to date",
  "last year",
  "year to date",
  "week to date",
  "all time",
  "last 30 days",
  "last 90 days",
  "last 365 days",
] as const;

/** `GET /console/api/project`: the names that one chooses from, and `gallery`: journeys to begin with. */
export function projectDoors(app: FastifyInstance, ports: DoorPorts, own: ConsolePorts): void {
  app.get("/project", { schema: { hide: true, tags: ["journeys"] } }, async () => {
    const { name, timezone, currency, audiences, stores, loyalty, coupons, messages = [] } = ports.project();
    return {
      name,
      timezone,
      currency: currency ?? null,
      now: new Date(await ports.gateway.now()).toISOString(),
      audiences: Object.keys(audiences),
      stores: Object.entries(stores).map(([store, { currency }]) => ({ name: store, currency })),
      loyalty: loyalty.map(({ name, audience }) => ({ name, audience })),
      coupons: Object.keys(coupons),
      measures: MEASURE_NAMES,
      periods: PERIODS,
      messages: messages.map(messageView),
      mailbox: own.mailbox ?? null,
    };
  });
  app.get("/gallery", { schema: { hide: true, tags: ["journeys"] } }, async () => ({
    prebuilt: own.gallery.list(),
  }));
  app.get<{ Params: { readonly name: string } }>(
    "/gallery/:name",
    { schema: { hide: true, tags: ["journeys"] } },
    async ({ params: { name } }) => {
      const drawn = await own.gallery.drawing(name);
      if (drawn === undefined) throw new Problem(404, `No prebuilt project is called ${name}.`);
      return drawn;
    },
  );
}

function messageView({ message, program }: CompiledMessage) {
  const { channel, parameters, kind, ...form } = program.messages[message] ?? {};
  return {
    name: message,
    audience: program.audience,
    channel,
    kind,
    subject: "subject" in form ? form.subject : null,
    parameters: Object.entries(parameters ?? {}).map(([name, { type, optional, values }]) => ({
      name,
      type,
      optional: optional === true,
      ...(values !== undefined && { values }),
    })),
  };
}
