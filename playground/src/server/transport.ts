import type { lsp } from "monaco-editor";
import { createAsking, type Wire } from "./asking.ts";
import { createClosedTexts } from "./closed-texts.ts";
import { watchAnswers } from "./watch.ts";

type Transport = ConstructorParameters<typeof lsp.MonacoLspClient>[0];
type Message = Parameters<Transport["send"]>[0];

/** The server in its worker: for the editor's own client, and for what the page asks beside it. */
export interface ServerLink {
  readonly transport: Transport;
  /** @throws {Error} with what the server said, or why the worker is gone */
  readonly ask: <R>(method: string, params: object) => Promise<R>;
  readonly notify: (method: string, params: object) => void;
}

/** How the page begins the talk in place of the editor's client. */
export type Beginning = (params: Readonly<Record<string, unknown>>) => object;

/** What becomes of a worker. */
export interface Fate {
  /** Told once. */
  readonly died: (reason: string) => void;
  readonly silent: (isSilent: boolean) => void;
}

/** A worker that has much to do on a slow machine answers within this. */
const PATIENCE_MS = 20_000;

export function linkTo(worker: Worker, ended: Promise<string>, begin: Beginning, fate: Fate): ServerLink {
  const asking = createAsking((wire) => worker.postMessage(wire));
  const watch = watchAnswers(PATIENCE_MS, fate.silent);
  const closed = createClosedTexts();
  const reading = createReading();
  worker.addEventListener("message", ({ data }: MessageEvent<Wire>) => {
    watch.heard();
    if (!asking.settle(data)) reading.take(closed.heard(data) as Message);
  });
  // What went wrong in it where nothing was foreseen has left it in a state that nobody knows.
  ended.then((reason) => {
    worker.terminate();
    watch.heard();
    asking.end(reason);
    fate.died(reason);
  });
  return {
    transport: {
      state: { value: { state: "open" }, onChange: () => ({ dispose: () => {} }) },
      send: async (message) => {
        closed.sent(message as Wire);
        worker.postMessage(begun(message as Wire, begin));
      },
      setListener: reading.listen,
      toString: () => "worker",
    },
    ask: (method, params) => {
      watch.asked();
      return asking.ask(method, params);
    },
    notify: (method, params) => worker.postMessage({ jsonrpc: "2.0", method, params }),
  };
}

const begun = (wire: Wire, begin: Beginning): Wire =>
  wire.method === "initialize" ? { ...wire, params: { ...begin(wire.params ?? {}) } } : wire;

/** What comes before anybody listens is kept until somebody does. */
function createReading() {
  const unread: Message[] = [];
  let listener: ((message: Message) => void) | undefined;
  return {
    take: (message: Message): void => {
      if (listener === undefined) unread.push(message);
      else listener(message);
    },
    listen: (next: typeof listener): void => {
      listener = next;
      if (next !== undefined) for (const message of unread.splice(0)) next(message);
    },
  };
}
