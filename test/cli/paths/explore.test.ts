import { afterAll, describe, expect, test } from "vitest";
import { temporaryProject } from "../temporary-project.ts";

const TEXT = `audience Readers { field points: number = 0  tags "vip" }
email Hello for Readers { from "Ana <ana@shop.example>"  subject "Hello"  body "Hello." }
journey Case for Readers {
  start when contact signs up
  if contact.points > 5 { tag "vip"  exit }
  send email Hello otherwise { exit }
}
test "a reader with points" for Case {
  given contact { points: 6 }
  on 2026-03-02 contact signs up  expect exited
}
test "a reader without" for Case {
  on 2026-03-02 contact signs up  expect sent Hello
}
`;
const project = temporaryProject({ "trajet.json": '{ "name": "case" }', "a.journey": TEXT });
afterAll(project.remove);

describe("trajet test --explore", () => {
  test("says which paths no test takes, and by which test the others are taken", async () => {
    const { code, out } = await project.run(["test", "--explore", "Case"]);
    expect(code).toBe(0);
    expect(out).toBe(`Case: 3 paths, 2 of them tested.
2 things to look at, marked with !

No test takes:

  3. exited after no time
     a.journey:5  if contact.points > 5  →  not (contact.points > 5)
         try: contact.points is 5
     a.journey:6  send email Hello  →  refused
     no message
   ! It ends without any message.

Tests take:

  1. exited after no time
     a.journey:5  if contact.points > 5  →  contact.points > 5
         try: contact.points is 5
     no message
   ! It ends without any message.
     tested by "a reader with points"

  2. finished after no time
     a.journey:5  if contact.points > 5  →  not (contact.points > 5)
         try: contact.points is 5
     a.journey:6  send email Hello  →  done
     sends Hello at once
     tested by "a reader without"
`);
  });

  test.each([
    [["--explore", "Cas"], "There is no journey Cas: is it Case?"],
    [["--explore", "Case", "--paths", "many"], '--paths takes a number of paths; "many" is none.'],
    [["--explore", "Case", "--format", "junit"], "junit"],
  ])("refuses %j with a sentence", async (line, sentence) => {
    const { code, err } = await project.run(["test", ...line]);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test("follows no more paths than are asked for, and says so", async () => {
    const { out } = await project.run(["test", "--explore", "Case", "--paths", "2"]);
    expect(out).toMatch(/^Case: 2 paths of more \(--paths N follows more\), 2 of them tested\.\n/);
  });
});
