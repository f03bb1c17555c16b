import path from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import { expect, it } from "vitest";
import type { TestsRan } from "../../lsp/src/requests/run-tests.ts";
import { placeOf } from "./shop.ts";
import { STUDIO } from "./studio.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

it("is the same server in a web worker: without anything of Node's", async () => {
  const worker = await workerOf(await bundleOf("lsp/src/browser.ts"));
  const textDocument = { uri: "file:///studio/people.journey" };
  const position = placeOf(STUDIO["people.journey"], "for Guests", 5);
  const hover = await worker<{ readonly contents: { readonly value: string } }>("textDocument/hover", {
    textDocument,
    position,
  });
  expect(hover.contents.value).toContain("audience Guests");
});

it("runs tests there as well, in the extension", async () => {
  const worker = await workerOf(await bundleOf("vscode-extension/server/worker.ts"));
  const textDocument = { uri: "file:///studio/care-test.journey" };
  const { ran } = await worker<TestsRan>("trajet/runTests", { textDocument });
  expect(ran.map(({ name, failures }) => [name, failures.length])).toEqual([
    ["ends after a week", 0],
    ["ends at once", 1],
  ]);
});

async function bundleOf(entry: string): Promise<string> {
  const bundled = await build({
    entryPoints: [path.join(ROOT, entry)],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    mainFields: ["browser", "module", "main"],
    // A module of Node's that was left would be an error here.
    logLevel: "silent",
    metafile: true,
  });
  const inputs = Object.keys(bundled.metafile.inputs);
  expect(inputs.filter((input) => input.startsWith("node:"))).toEqual([]);
  const text = bundled.outputFiles[0]?.text ?? "";
  expect(text).not.toMatch(/require\("node:/);
  return text;
}

const TESTS = `test "ends after a week" for Care {
  on 2026-01-05 at 10:00  start manually
  after 1 week
  expect finished
}

test "ends at once" for Care {
  on 2026-01-05 at 10:00  start manually
  expect finished
}
`;

type Ask = <R>(method: string, params: object) => Promise<R>;

/** A context as a worker is one: messages in and out, and the web's own functions; neither `require` nor `process`. */
async function workerOf(program: string): Promise<Ask> {
  const waiting = new Map<number, (result: unknown) => void>();
  const worker: Record<string, unknown> = {
    postMessage: (message: { readonly id?: number; readonly result?: unknown }) => {
      if (message.id !== undefined) waiting.get(message.id)?.(message.result);
    },
    addEventListener: () => {},
    ...{ console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask },
    ...{ atob, btoa, crypto, URL, TextEncoder, TextDecoder, AbortController, structuredClone, performance },
  };
  vm.runInNewContext(program, vm.createContext(worker));
  const send = (message: object): void =>
    (worker.onmessage as (event: object) => void)({ data: { jsonrpc: "2.0", ...message } });
  let asked = 0;
  const ask = <R>(method: string, params: object): Promise<R> =>
    new Promise((resolve) => {
      const id = ++asked;
      waiting.set(id, (result) => resolve(result as R));
      send({ id, method, params });
    });
  const files = Object.fromEntries(
    Object.entries({ ...STUDIO, "care-test.journey": TESTS }).map(([file, text]) => [
      `/studio/${file}`,
      text,
    ]),
  );
  send({ method: "trajet/files", params: files });
  const workspaceFolders = [{ uri: "file:///studio", name: "studio" }];
  await ask("initialize", { processId: null, rootUri: null, workspaceFolders, capabilities: {} });
  send({ method: "initialized", params: {} });
  return ask;
}
