import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/** Milliseconds between two looks at the database. */
const BEAT_MS = 1_000;
/** A stream ends by itself after this, and the page asks for it again: so it is seen who may no longer. */
const LONGEST_MS = 10 * 60 * 1_000;

export interface LiveStreams {
  /** Sends what `name` reads as, now and whenever it has changed. */
  readonly open: (name: string, response: ServerResponse) => void;
}

/**
 * Streams of server-sent events. However many pages look at a journey, it is read once a beat, and not at all where nobody
 * looks.
 */
export function liveStreams(
  app: FastifyInstance,
  read: (name: string) => Promise<unknown>,
  beat = BEAT_MS,
): LiveStreams {
  const topics = new Map<string, { readonly listeners: Set<ServerResponse>; latest: string }>();
  app.addHook("preClose", async () => {
    for (const { listeners } of topics.values()) for (const one of listeners) one.end();
  });

  async function follow(name: string): Promise<void> {
    const topic = topics.get(name);
    if (topic === undefined) return;
    const text = await read(name).then(JSON.stringify, (error: unknown) => {
      app.log.warn(error, "a live view could not be read");
      return topic.latest;
    });
    if (text !== topic.latest) {
      topic.latest = text;
      for (const one of topic.listeners) one.write(eventOf(text));
    }
    if (topic.listeners.size === 0) topics.delete(name);
    else setTimeout(follow, beat, name);
  }

  return {
    open(name, response) {
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      });
      const topic = topics.get(name);
      if (topic === undefined) {
        topics.set(name, { listeners: new Set([response]), latest: "" });
        void follow(name);
      } else {
        topic.listeners.add(response);
        if (topic.latest !== "") response.write(eventOf(topic.latest));
      }
      const timer = setTimeout(() => response.end(), LONGEST_MS);
      response.on("close", () => {
        clearTimeout(timer);
        topics.get(name)?.listeners.delete(response);
      });
    },
  };
}

const eventOf = (text: string): string => `data: ${text}\n\n`;
