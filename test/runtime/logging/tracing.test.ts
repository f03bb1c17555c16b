import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { startTracing } from "../../../runtime/src/logging/start-tracing.ts";
import { traced } from "../../../runtime/src/logging/tracing.ts";

/** A collector that keeps what is sent to it. */
async function startCollector() {
  const received: { readonly path: string; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url ?? "", body: Buffer.concat(chunks).toString() });
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}

test("an attempt is a span with ids and codes, and no words of an error; off unless a collector is named", async () => {
  const collector = await startCollector();
  const off = await startTracing("trajet worker", {});
  await traced("advance", { run: "r0" }, async () => "done");
  await off();
  const stop = await startTracing("trajet worker", { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await traced("advance", { run: "r1", attempt: 2 }, async (span) => span.setAttribute("next", "done"));
  await expect(
    traced("advance", { run: "r2" }, async () => {
      throw new RangeError("no field for ada@shop.example");
    }),
  ).rejects.toThrow("ada@shop.example");
  await stop();
  await collector.close();
  expect(new Set(collector.received.map(({ path }) => path))).toEqual(new Set(["/v1/traces"]));
  const sent = collector.received.map(({ body }) => body).join("\n");
  for (const word of ["advance", "trajet worker", "r1", "r2", "RangeError"]) expect(sent).toContain(word);
  expect(sent).not.toMatch(/ada|"r0"/);
});
