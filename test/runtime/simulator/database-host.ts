import type { CompiledProject } from "@trajet/compiler/program";
import type { EffectRequest } from "../../../runtime/src/engine/request.ts";
import type { VirtualHost } from "../../../runtime/src/simulator/virtual-host.ts";
import { readJournal } from "../../../runtime/src/stepped/read-back.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import type { World } from "../store/world.ts";

/** What the same script may do to a host in memory and to one on a database. */
export type Told = Pick<
  VirtualHost,
  | "setStatus"
  | "putContact"
  | "putOrder"
  | "putCart"
  | "putStock"
  | "putEvent"
  | "putEngagement"
  | "receiveText"
  | "reportMail"
  | "setConsent"
  | "putCodes"
  | "startManually"
  | "until"
>;

/** The host on a database, with its clock at `startAt`. */
export async function databaseHost(
  world: World,
  compiled: CompiledProject,
  startAt: number,
  answer: (request: EffectRequest, nth: number) => CallOutcome,
): Promise<Told> {
  const { gateway, clock } = world.store;
  let calls = 0;
  world.answer = async ({ request }) => {
    calls += 1;
    return answer(request, calls);
  };
  await world.open(compiled, startAt);
  await clock.step(startAt);
  return {
    async setStatus(journey, status) {
      const answered = await gateway.setStatus(journey, status, { inside: "exit" });
      if ("refused" in answered) throw new Error(answered.refused);
    },
    putContact: gateway.putContact,
    putOrder: gateway.putOrder,
    putCart: gateway.putCart,
    putStock: gateway.putStock,
    putEvent: gateway.putEvent,
    putEngagement: gateway.putEngagement,
    receiveText: gateway.receiveText,
    reportMail: gateway.reportMail,
    setConsent: gateway.setConsent,
    putCodes: gateway.putCodes,
    startManually: async (journey, contact, id) => gateway.startManually(journey, contact, id),
    until: world.until,
  };
}

/** All timelines, by contact, without the names that are made at random. */
export async function traceOf(host: Pick<VirtualHost, "journal">) {
  const entries = (await host.journal()).map(({ id: _, run: _run, program: _program, ...entry }) => entry);
  return entries.sort((one, other) =>
    one.contact === other.contact ? 0 : one.contact < other.contact ? -1 : 1,
  );
}

export const traceOfDatabase = ({ store }: World) => traceOf({ journal: () => readJournal(store.db) });
