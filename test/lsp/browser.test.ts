import path from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { placeOf } from "./shop.ts";
import { STUDIO } from "./studio.ts";

const ENTRY = path.resolve(import.meta.dirname, "../../lsp/src/browser.ts");

it("is the same server in a web worker: without anything of Node's", async () => {
  const bundled = await build({
    entryPoints: [ENTRY],
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
  expect(await hoverInWorker(text)).toContain("audience Guests");
});

/** A context as a worker is one: messages in and out, and the web's own functions; neither `require` nor `process`. */
async function hoverInWorker(program: string): Promise<string> {
  const waiting = new Map<number, (result: unknown) => void>();
  const worker: Record<string, unknown> = {
    postMessage: (message: { readonly id?: number; readonly result?: unknown }) => {
      if (message.id !== undefined) waiting.get(message.id)?.(message.result);
    },
    addEventListener: () => {},
    ...{ console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask },
    ...{ URL, TextEncoder, TextDecoder, AbortController, structuredClone, performance },
  };
  vm.runInNewContext(program, vm.createContext(worker));
  const send = (message: object): void =>
    (worker.onmessage as (event: object) => void)({ data: { jsonrpc: "2.0", ...message } });
  const ask = (id: number, method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(id, resolve);
      send({ id, method, params });
    });
  const files = Object.fromEntries(Object.entries(STUDIO).map(([file, text]) => [`/studio/${file}`, text]));
  send({ method: "trajet/files", params: files });
  const workspaceFolders = [{ uri: "file:///studio", name: "studio" }];
  await ask(1, "initialize", { processId: null, rootUri: null, workspaceFolders, capabilities: {} });
  send({ method: "initialized", params: {} });
  const textDocument = { uri: "file:///studio/people.journey" };
  const position = placeOf(STUDIO["people.journey"], "for Guests", 5);
  const hover = (await ask(2, "textDocument/hover", { textDocument, position })) as {
    readonly contents: { readonly value: string };
  };
  return hover.contents.value;
}
