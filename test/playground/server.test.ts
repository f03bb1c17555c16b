import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAsking, type Wire } from "../../playground/src/server/asking.ts";
import { createClosedTexts } from "../../playground/src/server/closed-texts.ts";
import { watchAnswers } from "../../playground/src/server/watch.ts";

describe("the page's questions", () => {
  const asked = (): { readonly sent: Wire[] } & ReturnType<typeof createAsking> => {
    const sent: Wire[] = [];
    return { sent, ...createAsking((wire) => sent.push(wire)) };
  };

  test("are answered by their ids, in whatever order", async () => {
    const { sent, ask, settle } = asked();
    const answers = Promise.all([ask("one", { a: 1 }), ask("two", {})]);
    expect(sent).toMatchObject([
      { jsonrpc: "2.0", method: "one", params: { a: 1 } },
      { jsonrpc: "2.0", method: "two" },
    ]);
    expect(settle({ id: sent[1]?.id ?? null, result: "second" })).toBe(true);
    expect(settle({ id: sent[0]?.id ?? null, result: "first" })).toBe(true);
    expect(await answers).toEqual(["first", "second"]);
  });

  test("leave to the editor's client what is not an answer to them", () => {
    const { sent, ask, settle } = asked();
    void ask("one", {});
    expect(settle({ id: 1, result: "of the client" })).toBe(false);
    expect(settle({ method: "textDocument/publishDiagnostics", params: {} })).toBe(false);
    expect(settle({ id: sent[0]?.id ?? null, method: "workspace/applyEdit" })).toBe(false);
  });

  test("are refused with what the server said", async () => {
    const { sent, ask, settle } = asked();
    const answer = ask("one", {});
    settle({ id: sent[0]?.id ?? null, error: { message: "no such journey" } });
    await expect(answer).rejects.toThrow("no such journey");
  });

  test("are refused with why the server has ended, also those that come later", async () => {
    const { sent, ask, end } = asked();
    const before = ask("one", {});
    end("out of memory");
    await expect(before).rejects.toThrow("out of memory");
    await expect(ask("two", {})).rejects.toThrow("out of memory");
    expect(sent).toHaveLength(1);
  });
});

describe("a server", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("is said to be silent when nothing came for long after a question, and to be there again when something does", () => {
    const told: boolean[] = [];
    const { asked, heard } = watchAnswers(1_000, (silent) => told.push(silent));
    asked();
    vi.advanceTimersByTime(999);
    heard();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
    asked();
    vi.advanceTimersByTime(600);
    asked();
    vi.advanceTimersByTime(400);
    expect(told).toEqual([true]);
    asked();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([true]);
    heard();
    expect(told).toEqual([true, false]);
  });
});

describe("an answer about a text that was closed while the server worked", () => {
  const about = (uri: string) => ({ textDocument: { uri } });
  const ask = (id: number, uri: string): Wire => ({
    id,
    method: "textDocument/foldingRange",
    params: about(uri),
  });
  const close = (uri: string): Wire => ({ method: "textDocument/didClose", params: about(uri) });

  test("is “nothing”, also where it was refused or another text has its name", () => {
    const closed = createClosedTexts();
    closed.sent(ask(1, "file:///project/A.journey"));
    closed.sent(ask(2, "file:///project/A.journey"));
    closed.sent(close("file:///project/a.journey"));
    closed.sent({ method: "textDocument/didOpen", params: about("file:///project/a.journey") });
    closed.sent(ask(3, "file:///project/A.journey"));
    expect(closed.heard({ id: 1, result: [{}] })).toEqual({ jsonrpc: "2.0", id: 1, result: null });
    expect(closed.heard({ id: 2, error: { message: "content modified" } })).toMatchObject({ result: null });
    expect(closed.heard({ id: 3, result: [{}] })).toEqual({ id: 3, result: [{}] });
  });

  test("is as it was where another text was closed, or it was answered before", () => {
    const closed = createClosedTexts();
    closed.sent(ask(1, "file:///project/a.journey"));
    closed.sent(ask(2, "file:///project/b.journey"));
    expect(closed.heard({ id: 2, result: 2 })).toEqual({ id: 2, result: 2 });
    closed.sent(close("file:///project/b.journey"));
    expect(closed.heard({ id: 1, result: 1 })).toEqual({ id: 1, result: 1 });
    expect(closed.heard({ id: 2, result: 2 })).toEqual({ id: 2, result: 2 });
  });

  test("leaves alone what the server tells or asks, also under the same id", () => {
    const closed = createClosedTexts();
    closed.sent(ask(1, "file:///project/a.journey"));
    closed.sent(close("file:///project/a.journey"));
    const request: Wire = { id: 1, method: "workspace/inlayHint/refresh" };
    expect(closed.heard(request)).toBe(request);
    expect(closed.heard({ id: 1, result: [] })).toMatchObject({ result: null });
  });
});
