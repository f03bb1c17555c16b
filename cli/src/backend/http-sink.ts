import type { Entry, PutResult, Sink } from "../runtime.ts";
import { type Ask, answer } from "./ask.ts";

/** Writes what an import reads through the doors of a running `trajet dev`, a batch at a time. */
export function createHttpSink(ask: Ask): Sink {
  return async (entries) => {
    const [first] = entries;
    if (first === undefined) return [];
    const text = entries.map((entry) => JSON.stringify(documentOf(entry))).join("\n");
    const response = await ask(doorOf(first), { type: "application/x-ndjson", text });
    const { results } = await answer<{ readonly results: readonly LineResult[] }>(response);
    return entries.map((_, index) => outcomeOf(results[index]));
  };
}

interface LineResult {
  readonly status: PutResult["result"];
  readonly reason?: string;
}

function doorOf({ kind }: Entry): string {
  return `/v1/${kind}?imported=true`;
}

/** An entry as the doors take it: read there, it is the same entry again. */
export function documentOf(entry: Entry): object {
  switch (entry.kind) {
    case "contacts": {
      const { id, audience, fields, addTags, removeTags, joinGroups, leaveGroups, consent, at } = entry.input;
      return {
        ...fields,
        id,
        audience,
        tags: addTags,
        removeTags,
        groups: joinGroups,
        leaveGroups,
        consent,
        createdAt: at === undefined ? undefined : moment(at),
      };
    }
    case "orders":
      return orderDocument(entry.input);
    case "events":
      return { ...entry.input, at: moment(entry.input.at) };
    case "coupons":
      return entry.input;
    default:
      return entry satisfies never;
  }
}

function orderDocument(input: Extract<Entry, { kind: "orders" }>["input"]): object {
  const { reached = {}, refunds, refunded, updatedAt, ...order } = input;
  const moments = Object.entries(reached)
    // That of the last refund, where each is told.
    .filter(([state]) => refunds === undefined || state !== "refunded")
    .map(([state, at]) => [`${state}At`, moment(at)]);
  return {
    ...order,
    ...Object.fromEntries(moments),
    placedAt: moment(order.placedAt),
    ...(updatedAt !== undefined && { updatedAt: moment(updatedAt) }),
    ...(refunds === undefined
      ? { refunded }
      : { refunds: refunds.map((one) => ({ ...one, at: moment(one.at) })) }),
  };
}

function moment(millis: number): string {
  return new Date(millis).toISOString();
}

function outcomeOf(line: LineResult | undefined): Awaited<ReturnType<Sink>>[number] {
  if (line === undefined) throw new Error("the door said nothing of a line");
  return line.status === "rejected"
    ? { result: "rejected", reason: line.reason ?? "" }
    : { result: line.status };
}
