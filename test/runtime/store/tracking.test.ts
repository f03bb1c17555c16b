import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { journeysOf } from "../engine/play.ts";
import { Died } from "./dying.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const DECLARED =
  'email Digest for Newsletter { from "a@shop.example"  subject "D"  body "D"  link "shop" "https://shop.example/" }\n';

describe.each(DATABASES)("opens and clicks on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const run = (text: string) => world.run(...journeysOf(DECLARED + text));
  const arrive = async () => {
    await world.signUp("ada", { points: 0 });
    await world.serveWakes();
  };
  const sending = (index = 0) => world.calls.at(index)?.key ?? "";
  const opens = (at?: number, name = sending(), bot = false) =>
    world.store.gateway.putEngagement({ kind: "open", sending: name, bot, ...(at !== undefined && { at }) });
  const clicks = (links: readonly string[] = ["shop"], bot = false) =>
    world.store.gateway.putEngagement({
      kind: "click",
      sending: sending(),
      target: `https://shop.example/${links.join("")}`,
      links,
      bot,
    });
  const tags = async () => (await world.contact("ada")).tags;
  const events = async () => {
    const rows = await world.store.db.selectFrom("event").select(["key", "body"]).orderBy("seq").execute();
    return rows
      .filter(({ key }) => /^(open|click):/.test(key))
      .map(({ key, body }) => `${key}${body.bot ? " bot" : ""}`);
  };

  const WAITS = `journey J for Newsletter { start when contact signs up
    send email Digest
    wait up to 3 days { when contact clicks Digest "shop" { tag "a" } when contact opens Digest { tag "b" } otherwise { tag "c" } } }`;

  test("an open ends the wait for it, at its own time; the same again is nothing new", async () => {
    await run(WAITS);
    await arrive();
    await world.until(T0 + HOUR);
    expect(await opens(T0 + 1000 * 60)).toMatchObject({ result: "written" });
    expect(await opens()).toMatchObject({ result: "unchanged" });
    await world.serveWakes();
    expect(await tags()).toEqual(["b"]);
    expect((await world.runs())[0]?.at).toBe(T0 + 1000 * 60);
  });

  test("a click is told by the name of its link, and is an open where no picture was fetched", async () => {
    await run(WAITS);
    await arrive();
    await world.until(T0 + HOUR);
    await clicks(["other"]);
    expect(await events()).toEqual(["open:Digest", "click:Digest"]);
    await world.store.clock.freeze(T0 + 2 * HOUR);
    await clicks(["shop"]);
    await clicks(["shop"]);
    expect(await events()).toEqual(["open:Digest", "click:Digest", "click:Digest"]);
    await world.serveWakes();
    // The open that the first click was came first.
    expect(await tags()).toEqual(["b"]);
  });

  test("a wait counts from the sending: what was opened before it began ends it at once", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      send email Digest  delay 1 day
      wait up to 3 days { when contact opens Digest { tag "a" } otherwise { tag "b" } } }`);
    await arrive();
    await world.until(T0 + HOUR);
    await opens();
    await world.until(T0 + DAY);
    expect(await tags()).toEqual(["a"]);
  });

  test("what machines do is kept, marked, and counts for nothing; a person's open counts after it", async () => {
    await run(WAITS);
    await arrive();
    // Within seconds of its leaving, whatever it says of itself.
    await world.store.clock.freeze(T0 + 4_000);
    await opens();
    await world.until(T0 + HOUR);
    await opens(undefined, sending(), true);
    await clicks(["shop"], true);
    await world.serveWakes();
    expect(await events()).toEqual(["open:Digest bot", "click:Digest bot"]);
    expect(await tags()).toEqual([]);
    await opens();
    await world.serveWakes();
    expect(await events()).toEqual(["open:Digest bot", "click:Digest bot", "open:Digest"]);
    expect(await tags()).toEqual(["b"]);
  });

  test("a sending that was refused is not the latest: it never left", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      send email Digest  delay 1 day  send email Digest
      wait up to 1 day { when contact opens Digest { tag "a" } otherwise { tag "b" } } }`);
    await arrive();
    world.answer = async () => ({ kind: "refused", permanent: true, reason: "550 full" });
    await world.until(T0 + DAY + HOUR);
    await opens();
    await world.serveWakes();
    expect(await tags()).toEqual(["a"]);
  });

  const LEAVES_BY_OPEN = `journey J for Newsletter { start when contact signs up  exit when contact opens Digest
    send email Digest  delay 1 day  send email Digest  tag "a" }`;

  test("nor is one that is still to be tried again", async () => {
    await run(LEAVES_BY_OPEN);
    await arrive();
    world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
    await world.until(T0 + DAY);
    await opens();
    await world.serveWakes();
    expect((await world.runs())[0]?.state).toBe("exited");
  });

  test("one that is opened before it is known to have left did leave", async () => {
    await run(LEAVES_BY_OPEN);
    await arrive();
    world.answer = async () => {
      throw new Died("the process ended during the call");
    };
    await world.until(T0 + DAY + HOUR).catch((error) => expect(error).toBeInstanceOf(Died));
    await world.store.clock.freeze(T0 + DAY + HOUR);
    await opens(undefined, sending(1));
    expect((await world.runs())[0]?.state).toBe("exited");
  });

  test("in a run it is the run's latest sending, outside of one any", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      send email Digest  delay 1 day  send email Digest
      wait up to 1 day { when contact opens Digest { tag "a" } otherwise { } }
      if contact opened Digest { tag "b" } }
    journey K for Newsletter { start when contact opens Digest  tag "c" }`);
    await arrive();
    await world.until(T0 + DAY + HOUR);
    await opens(undefined, sending(0));
    await world.until(T0 + 2 * DAY + HOUR);
    expect(await tags()).toEqual(["c"]);
  });

  test("history and measures count messages, each once, by people", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      send email Digest  delay 1 day  send email Digest  delay 1 day
      if opens over last 30 days == 1 and clicks over last 30 days == 1 { tag "a" }
      if contact opened Digest within 7 days { tag "b" }
      if contact did not open Digest { tag "c" }
      delay 60 days
      if opens over last 30 days == 0 { tag "d" } }`);
    await arrive();
    await world.until(T0 + DAY + HOUR);
    await opens(undefined, sending(0), true);
    await clicks(["x"]);
    await clicks(["y"]);
    await opens(undefined, sending(1), true);
    await world.until(T0 + 3 * DAY);
    // The latest sending was opened by a machine alone.
    expect(await tags()).toEqual(["a", "c"]);
    await world.until(T0 + 70 * DAY);
    expect(await tags()).toEqual(["a", "c", "d"]);
  });

  test("a segment by opens is entered by an open and left by time", async () => {
    await run(`segment Readers for Newsletter where opens over last 30 days >= 1
    journey J for Newsletter { start when contact signs up  send email Digest }
    journey In for Newsletter { start when contact enters Readers  tag "a" }
    journey Out for Newsletter { start when contact leaves Readers  tag "b" }`);
    await arrive();
    await world.until(T0 + DAY);
    await opens();
    await world.serveWakes();
    expect(await tags()).toEqual(["a"]);
    await world.until(T0 + 29 * DAY);
    expect(await tags()).toEqual(["a"]);
    await world.until(T0 + 32 * DAY);
    expect(await tags()).toEqual(["a", "b"]);
  });

  test("that it is not opened counts from the sending, and ends by the open", async () => {
    await run(`journey J for Newsletter { start when contact signs up  delay 2 days  send email Digest  delay 10 days  send email Digest }
    journey Quiet for Newsletter { reenter always  start when contact does not open Digest for 3 days
      update contact { set points = contact.points + 1 } }`);
    await arrive();
    const points = async () => (await world.contact("ada")).fields.points;
    await world.until(T0 + 5 * DAY - HOUR);
    expect(await points()).toBe(0);
    await world.until(T0 + 5 * DAY);
    expect(await points()).toBe(1);
    await world.until(T0 + 6 * DAY);
    await opens();
    // Nothing is unanswered until the next sending.
    await world.until(T0 + 12 * DAY);
    expect(await points()).toBe(1);
    await world.until(T0 + 15 * DAY);
    expect(await points()).toBe(2);
  });

  test("one that was opened in time is not unanswered", async () => {
    await run(`journey J for Newsletter { start when contact signs up  send email Digest }
    journey Quiet for Newsletter { start when contact does not click Digest for 3 days  tag "a" }`);
    await arrive();
    await world.until(T0 + DAY);
    await clicks();
    await world.until(T0 + 30 * DAY);
    expect(await tags()).toEqual([]);
  });

  test("an exit by a click ends the run", async () => {
    await run(`journey J for Newsletter { start when contact signs up  exit when contact clicks Digest "shop"
      send email Digest  delay 5 days  tag "a" }`);
    await arrive();
    await world.until(T0 + DAY);
    await clicks();
    await world.until(T0 + 10 * DAY);
    expect(await world.runs()).toMatchObject([{ state: "exited" }]);
    expect(await tags()).toEqual([]);
  });

  test("of an unknown sending, and of a person who was erased, nothing is kept", async () => {
    await run(WAITS);
    await arrive();
    await world.until(T0 + HOUR);
    expect(await opens(undefined, "nobody/send:Digest/1")).toMatchObject({ result: "rejected" });
    const known = sending();
    await world.store.gateway.eraseContact("ada");
    expect(await opens(undefined, known)).toMatchObject({ result: "rejected" });
    expect(await events()).toEqual([]);
  });
});
