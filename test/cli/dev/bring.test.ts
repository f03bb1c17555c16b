import { describe, expect, it } from "vitest";
import { bringTo } from "../../../cli/src/dev/bring.ts";
import type { DoorLine } from "../../../cli/src/dev/play.ts";

const NOW = Date.parse("2026-11-24T07:00:00Z");

/** Brings a line to a door that answers this, and tells what arrived there. */
async function bring(line: DoorLine, status = 200, answer: unknown = { result: "written" }) {
  const asked: { path: string; document: unknown }[] = [];
  const ask = async (path: string, body?: { readonly text: string }) => {
    asked.push({ path, document: JSON.parse(body?.text ?? "null") });
    return Response.json(answer, { status });
  };
  return { refused: await bringTo(ask)(line, NOW), asked };
}

describe("bringing a line of the play to its door", () => {
  it.each<{ line: DoorLine; path: string; document: unknown }>([
    {
      line: { at: 0, kind: "contact", body: { id: "c-1", tags: ["vip"] } },
      path: "/v1/contacts",
      document: { id: "c-1", tags: ["vip"] },
    },
    {
      line: { at: 0, kind: "order", body: { id: "o-1" } },
      path: "/v1/orders",
      document: { id: "o-1", placedAt: "2026-11-24T07:00:00.000Z" },
    },
    {
      line: { at: 0, kind: "event", body: { id: "e-1", at: "2026-11-01T00:00:00Z" } },
      path: "/v1/events",
      document: { id: "e-1", at: "2026-11-01T00:00:00Z" },
    },
  ])("$path", async ({ line, path, document }) => {
    expect(await bring(line)).toEqual({ refused: undefined, asked: [{ path, document }] });
  });

  it("tells why it was not taken", async () => {
    const line: DoorLine = { at: 0, kind: "order", body: { id: "o-1" } };
    const { refused } = await bring(line, 422, { detail: "There is no store Butik." });
    expect(refused).toContain("There is no store Butik.");
  });
});
