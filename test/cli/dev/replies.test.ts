import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isSent, type ReplyParts, replyTo } from "../../../cli/src/dev/replies.ts";
import type { ReplyLine } from "../../../cli/src/dev/reply-line.ts";
import { createLinks } from "../../../runtime/src/doors/links.ts";
import { createSigner } from "../../../runtime/src/doors/signer.ts";
import { trackedAs } from "../../../runtime/src/sending/tracked-as.ts";
import { journeysOf } from "../../runtime/engine/play.ts";
import { openWorld, type World } from "../../runtime/store/world.ts";

const JOURNEY = `
survey Review for Newsletter {
  from "ana@shop.example"  subject "How was it?"
  body "Tell us: {{survey.url}} {{link 'shop'}} {{link 'help'}}"
  link "shop" "https://shop.example/"
  link "help" "https://help.example/"
  question score "How likely?": 0 to 10
}
journey J for Newsletter { start when contact signs up  send survey Review }`;
const ELSEWHERE = `
email Look for Newsletter {
  from "ana@shop.example"  subject "Look"
  body "https://other.example/s/logo.png https://other.example/t/o/logo.png"
}
journey L for Newsletter { start when contact signs up  send email Look }`;
const SIGNER = createSigner("a secret of at least 16 bytes");

let world: World;
let parts: ReplyParts;
const tracking = { opens: true, clicks: true };
/** What came to the doors; they answer `status`. */
const heard: { readonly method: string; readonly path: string; readonly body: string }[] = [];
let status = 200;
const doors = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  heard.push({ method: request.method ?? "", path: request.url ?? "", body });
  response.writeHead(status, status === 302 ? { location: "https://shop.example/" } : {}).end();
});

beforeAll(async () => {
  // The address in a message is that of production; it is followed on this machine.
  const links = createLinks("https://journeys.shop.example/", SIGNER);
  world = await openWorld(
    "pglite",
    [],
    {},
    trackedAs(links, () => ({ tracking })),
  );
  await new Promise<void>((resolve) => doors.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(doors.address() as AddressInfo).port}/`;
  parts = { store: world.store, signer: SIGNER, url };
});
beforeEach(async () => {
  await world.clear();
  heard.length = 0;
  status = 200;
  Object.assign(tracking, { opens: true, clicks: true });
});
afterAll(async () => {
  doors.close();
  await world.close();
});

async function send(journey = JOURNEY): Promise<void> {
  await world.run(...journeysOf(journey));
  await world.signUp("ada");
  await world.serveWakes();
}

const OPEN: ReplyLine = { kind: "open", at: 0, contact: "ada", message: "Review" };
const CLICK: ReplyLine = { ...OPEN, kind: "click", link: "help" };
const ANSWER: ReplyLine = { ...OPEN, kind: "answer", answers: { score: "9" } };

test("the addresses in the message are followed, the click by the name of its link, the answer as a form", async () => {
  await send();
  expect(await replyTo(parts, OPEN)).toBeUndefined();
  status = 302;
  expect(await replyTo(parts, CLICK)).toBeUndefined();
  expect(await replyTo(parts, ANSWER)).toBeUndefined();
  expect(heard.map(({ method, body }) => [method, body])).toEqual([
    ["GET", ""],
    ["GET", ""],
    ["POST", "score=9"],
  ]);
  const [opened = "", clicked = "", answered = ""] = heard.map(({ path }) =>
    path.replace(/^\/(t\/o|t\/c|s)\//, ""),
  );
  expect(SIGNER.verifyOpen(opened)).toMatch(/\/send:Review\/1$/);
  expect(SIGNER.verifyClick(clicked)).toMatchObject({ target: "https://help.example/", links: ["help"] });
  expect(SIGNER.verifySurvey(answered)).toMatchObject({ contact: "ada", step: "send:Review", visit: 1 });
});

test("what did not work is told", async () => {
  await send();
  expect(await replyTo(parts, { ...CLICK, link: "nothing" })).toBe(
    'Review has no address to click by the name "nothing".',
  );
  status = 422;
  expect(await replyTo(parts, ANSWER)).toBe("the answer of Review by ada was answered 422.");
  expect(await replyTo(parts, { ...OPEN, contact: "ben" })).toBe("ben has got no Review.");
});

test("only addresses of ours are followed, and a mail without its picture has none to open", async () => {
  Object.assign(tracking, { opens: false, clicks: false });
  await send(ELSEWHERE);
  const look = { message: "Look" };
  expect(await replyTo(parts, { ...OPEN, ...look })).toBe("Look has no address to open.");
  expect(await replyTo(parts, { ...CLICK, ...look })).toBe(
    'Look has no address to click by the name "help".',
  );
  expect(await replyTo(parts, { ...ANSWER, ...look })).toBe("Look has no address to answer.");
  expect(heard).toEqual([]);
});

test("a message is there once it has left, and only for whom it went to", async () => {
  await world.run(...journeysOf(JOURNEY));
  expect(await isSent(parts.store, OPEN)).toBe(false);
  world.answer = async () => ({ kind: "refused", reason: "no such box", permanent: true });
  await world.signUp("ben");
  await world.serveWakes();
  world.answer = async () => ({ kind: "done", providerRef: "250 ok" });
  await world.signUp("ada");
  await world.serveWakes();
  expect(await isSent(parts.store, OPEN)).toBe(true);
  expect(await isSent(parts.store, { ...OPEN, contact: "ben" })).toBe(false);
  expect(await isSent(parts.store, { ...OPEN, message: "Welcome" })).toBe(false);
});
