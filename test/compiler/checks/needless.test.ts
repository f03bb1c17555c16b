import { describe, expect, test } from "vitest";
import { edited } from "./edited.ts";
import { check, marks } from "./project-of.ts";

const HEAD = `audience A { field points: number = 0  field d: date?  tags "vip" }
email M for A { from "a@shop.example"  subject "Hi"  body "Hello." }
`;
const journey = (lines: string) => `${HEAD}journey J for A { start when contact signs up  ${lines} }`;
const SENT = "send email M";

describe("what does nothing is said", () => {
  test.each([
    [`delay 0 days  ${SENT}`, ["TJ4052 0 days"]],
    [`delay 0 days 0 hours  ${SENT}`, ["TJ4052 0 days 0 hours"]],
    [`delay 1 day  ${SENT}`, []],
    [`${SENT}  wait up to 0 hours { when contact opens M { exit } }`, ["TJ4052 0 hours"]],
    [
      `${SENT}  wait up to 0 days after contact.createdAt { when contact opens M { exit } }`,
      ["TJ4052 0 days"],
    ],
    [`delay until 0 days before contact.createdAt  ${SENT}`, ["TJ4052 0 days"]],
    [`after pause continue over 0 hours  ${SENT}`, ["TJ4052 0 hours"]],
    [`start 0 days before contact.d at 9:00  ${SENT}`, ["TJ4052 0 days"]],
    [`goal "Back" within 0 days when contact opens M  ${SENT}`, ["TJ3029 0 days"]],
    [`limit 2 messages per second  ${SENT}`, ["TJ4053 limit 2 messages per second"]],
    [`limit 2 messages per minute  ${SENT}`, ["TJ4053 limit 2 messages per minute"]],
    [`limit 2 messages per hour  ${SENT}`, []],
    [`milestone "a"  ${SENT}  milestone "a"`, ['TJ4055 "a"']],
    [`if contact.points > 3 { milestone "a" } else { delay 1 day  milestone "a" }  ${SENT}`, []],
    [`if contact.points > 3 { milestone "a"  exit }  ${SENT}  milestone "a"`, []],
    [`if contact.points > 3 { milestone "a" }  ${SENT}  milestone "a"`, ['TJ4055 "a"']],
    [`repeat up to 3 times { delay 1 day  milestone "a" }  ${SENT}`, []],
    [`repeat up to 3 times { delay 1 day  milestone "a" }  ${SENT}  milestone "a"`, ['TJ4055 "a"']],
  ])("%s", (lines, expected) => {
    expect(marks(journey(lines))).toEqual(expected);
  });

  test("a stay of no time", () => {
    const text = "loyalty L for A { from any store  rank by orders  over last year  stay 0 days }\n";
    expect(marks(`${text}${journey(`exit if contact in L  ${SENT}`)}`)).toEqual(["TJ4052 0 days"]);
  });

  test("a journey whose steps only lead on, also through a fragment; none without steps, or with a goal", () => {
    const config = '{ "name": "shop", "severity": { "TJ2030": "off" } }';
    const said = (lines: string, more = "") => marks(`${journey(lines)}\n${more}`, { config });
    expect(said("delay 1 day  if contact.points > 3 { exit }")).toEqual(["TJ4054 J"]);
    expect(said("run F", "fragment F for A { delay 1 day }")).toEqual(["TJ4054 J"]);
    expect(said("run F", 'fragment F for A { delay 1 day  tag "vip" }')).toEqual([]);
    expect(said('delay 1 day  milestone "a"')).toEqual([]);
    expect(said('goal "Back" within 3 days when contact buys any product  delay 1 day')).toEqual([]);
    expect(said("")).toEqual([]);
  });

  test("labels on no message and in no limit, and objectives of no journey", () => {
    const text = `labels "news", "old"\nobjectives "win", "lost"\n${journey(`objective "win"  limit 2 messages per week across "news"  ${SENT}`)}`;
    expect(check(text).map(({ code, message, tags }) => [code, message, tags])).toEqual([
      ["TJ2030", 'No message has the label "old", and no limit speaks of it.', ["unnecessary"]],
      ["TJ2030", 'No journey has the objective "lost".', ["unnecessary"]],
    ]);
  });

  test("and can be taken out where nothing else is meant", () => {
    const fixed = (lines: string) => {
      const text = journey(lines);
      const edits = check(text).flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits));
      return edited(text, edits).slice(journey("").length - 2);
    };
    expect(fixed(`delay 0 days ${SENT}`)).toBe(` ${SENT} }`);
    expect(fixed(`delay until 0 days before contact.createdAt ${SENT}`)).toBe(
      `delay until contact.createdAt ${SENT} }`,
    );
    expect(fixed(`after pause continue over 0 hours ${SENT}`)).toBe(`after pause continue  ${SENT} }`);
    expect(fixed(`here: delay 0 days ${SENT}`)).toBe(`here: delay 0 days ${SENT} }`);
  });
});
