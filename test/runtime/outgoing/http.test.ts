import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { HostAddress } from "../../../runtime/src/outgoing/guard.ts";
import { createHttp, type HttpRequest } from "../../../runtime/src/outgoing/http.ts";

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
});

async function listen(server: Server | ReturnType<typeof createTcp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));
const request = (url: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "POST",
  url,
  headers: { "content-type": "application/json" },
  body: "{}",
  ...changes,
});
const LIMITS = { timeoutMs: 2_000 };

describe("what the guard lets out", () => {
  const nobody = createHttp({ resolve: () => Promise.reject(new Error("must not be asked")) });

  it.each([
    ["file:///etc/passwd", "only http and https are called, not file:"],
    ["gopher://shop.example/", "only http and https are called, not gopher:"],
    ["https://ana:secret@shop.example/", "the URL has a name or a password in it"],
    ["not a url", '"not a url" is no URL'],
    ["http://127.0.0.1/", "127.0.0.1 is no public address"],
    ["http://2130706433/", "127.0.0.1 is no public address"],
    ["http://0x7f.1/", "127.0.0.1 is no public address"],
    ["http://0/", "0.0.0.0 is no public address"],
    ["http://[::1]:8080/", "::1 is no public address"],
    ["http://[::ffff:169.254.169.254]/", "::ffff:a9fe:a9fe is no public address"],
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254 is no public address"],
  ])("not %s", async (url, reason) => {
    const result = await nobody(request(url), LIMITS);
    expect(result).toMatchObject({ kind: "refused", reason: expect.stringContaining(reason) });
  });

  it("no name that leads to a private address, even beside a public one", async () => {
    let asked = 0;
    const resolve = async (): Promise<HostAddress[]> => {
      asked += 1;
      return [
        { address: "93.184.216.34", family: 4 },
        { address: "10.0.0.7", family: 4 },
      ];
    };
    const result = await createHttp({ resolve })(request("http://shop.example/"), LIMITS);
    expect(result).toEqual({
      kind: "refused",
      reason:
        "shop.example leads to 10.0.0.7, which is no public address; outgoing.allow in trajet.json can allow the host",
    });
    expect(asked).toBe(1);
  });

  it("by the address that was looked at: a name is resolved once, so it cannot lead elsewhere in between", async () => {
    let reached = 0;
    const port = await serve((_, response) => {
      reached += 1;
      response.end("inside");
    });
    const answers = [[{ address: "192.0.2.1", family: 4 }], [{ address: "127.0.0.1", family: 4 }]];
    let asked = 0;
    const resolve = async (): Promise<HostAddress[]> => answers[asked++] ?? [];
    const send = createHttp({ resolve });
    // The first answer is refused as documentation's; nothing asks for the second.
    expect((await send(request(`http://rebind.example:${port}/`), LIMITS)).kind).toBe("refused");
    expect({ asked, reached }).toEqual({ asked: 1, reached: 0 });
  });

  it("follows no redirect: where it leads is not called", async () => {
    let inside = 0;
    const hidden = await serve((_, response) => {
      inside += 1;
      response.end("secret");
    });
    const port = await serve((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${hidden}/` }).end();
    });
    const result = await createHttp({ allow: [`127.0.0.1:${port}`] })(
      request(`http://127.0.0.1:${port}/`),
      LIMITS,
    );
    expect(result).toMatchObject({ kind: "answered", status: 302 });
    expect(inside).toBe(0);
  });

  it("a host that the project allows, and by its port if it names one", async () => {
    const port = await serve((_, response) => response.end("ok"));
    const url = `http://dev.example:${port}/`;
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    const answered = { kind: "answered", status: 200, body: "ok" };
    expect(await createHttp({ resolve, allow: ["dev.example"] })(request(url), LIMITS)).toMatchObject(
      answered,
    );
    expect(await createHttp({ resolve, allow: [`DEV.example:${port}`] })(request(url), LIMITS)).toMatchObject(
      answered,
    );
    expect(await createHttp({ resolve, allow: ["dev.example:1"] })(request(url), LIMITS)).toMatchObject({
      kind: "refused",
    });
  });
});

describe("what is known of a request", () => {
  const here = (port: number) => createHttp({ allow: [`127.0.0.1:${port}`] });

  it("answered: method, path, headers and body arrive as they were given, and so does the answer", async () => {
    let seen: unknown;
    const port = await serve(async (incoming, response) => {
      let body = "";
      for await (const chunk of incoming) body += chunk;
      seen = { method: incoming.method, url: incoming.url, type: incoming.headers["content-type"], body };
      response.writeHead(429, { "retry-after": "7" }).end("slow down");
    });
    const url = `http://127.0.0.1:${port}/hooks/ann%20lee?x=1&y=é`;
    const result = await here(port)(request(url, { method: "PUT", body: '{"é":1}' }), LIMITS);
    expect(seen).toEqual({
      method: "PUT",
      url: "/hooks/ann%20lee?x=1&y=%C3%A9",
      type: "application/json",
      body: '{"é":1}',
    });
    expect(result).toMatchObject({ kind: "answered", status: 429, body: "slow down" });
    expect(result).toMatchObject({ headers: { "retry-after": "7" } });
  });

  it("not sent: nobody listens, or the name has no address", async () => {
    const port = await serve((_, response) => response.end());
    for (const one of open.splice(0)) one.close();
    expect(await here(port)(request(`http://127.0.0.1:${port}/`), LIMITS)).toMatchObject({
      kind: "not-sent",
      reason: expect.stringContaining("ECONNREFUSED"),
    });
    const resolve = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    expect(await createHttp({ resolve })(request("https://nowhere.example/"), LIMITS)).toEqual({
      kind: "not-sent",
      reason: "ENOTFOUND: no such name",
    });
  });

  it("not sent: the other side speaks no TLS", async () => {
    const port = await serve((_, response) => response.end());
    const result = await here(port)(request(`https://127.0.0.1:${port}/`), LIMITS);
    expect(result).toMatchObject({ kind: "not-sent" });
  });

  it("lost: it hangs, hangs up, or answers garbage after the request was taken", async () => {
    const hanging = await serve(() => undefined);
    expect(await here(hanging)(request(`http://127.0.0.1:${hanging}/`), { timeoutMs: 150 })).toEqual({
      kind: "lost",
      reason: "no answer within 0.15 s",
    });
    const after = (react: (socket: Socket) => void) =>
      listen(
        createTcp((socket) => void socket.on("error", () => undefined).once("data", () => react(socket))),
      );
    for (const react of [
      (socket: Socket) => socket.destroy(),
      (socket: Socket) => socket.end("220 smtp.shop.example ESMTP\r\n"),
    ]) {
      const port = await after(react);
      expect(await here(port)(request(`http://127.0.0.1:${port}/`), LIMITS)).toMatchObject({ kind: "lost" });
    }
  });

  it("answered, though the body breaks off or is too large: the status has come", async () => {
    const broken = await serve((_, response) => {
      response.writeHead(201, { "content-length": "100" }).write("half");
      setImmediate(() => response.destroy());
    });
    const large = await serve((_, response) => response.writeHead(201).end("x".repeat(2_000)));
    for (const port of [broken, large]) {
      const result = await here(port)(request(`http://127.0.0.1:${port}/`), { ...LIMITS, maxBytes: 1_000 });
      expect(result).toMatchObject({ kind: "answered", status: 201, body: null });
    }
  });
});
