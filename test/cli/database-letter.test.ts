import { expect, test } from "vitest";
import { databaseLetter } from "../../cli/src/database-letter.ts";

test.each([
  [
    { code: "3D000", severity: "FATAL", message: 'database "nope" does not exist' },
    /"nope" does not exist\.$/,
    /createdb/,
  ],
  [
    { code: "28P01", severity: "FATAL", message: 'password authentication failed for user "ana"' },
    /"ana"\.$/,
    /password/,
  ],
  [
    { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "db.invalid", message: "" },
    /at db\.invalid: no such host/,
    /runs/,
  ],
  [
    { code: "ECONNREFUSED", syscall: "connect", address: "10.0.0.1", port: 5432, message: "" },
    /at 10\.0\.0\.1:5432/,
    /runs/,
  ],
])("%o is told with what to do", (members, detail, fix) => {
  const letter = databaseLetter(Object.assign(new Error(members.message), members));
  expect(letter).toEqual({ detail: expect.stringMatching(detail), fix: expect.stringMatching(fix) });
});

test("a host with several addresses, none of which answers, is told by the first", () => {
  const refused = (address: string) =>
    Object.assign(new Error("no"), { code: "ECONNREFUSED", syscall: "connect", address, port: 5432 });
  const all = new AggregateError([refused("::1"), refused("127.0.0.1")]);
  expect(databaseLetter(Object.assign(all, { code: "ECONNREFUSED" }))?.detail).toBe(
    "It cannot be reached at [::1]:5432: nothing listens there (ECONNREFUSED).",
  );
});

test.each([
  ["a file that is not there", { code: "ENOENT", syscall: "open" }],
  ["a mistake in a statement", { code: "42601", severity: "ERROR" }],
  ["an error without a code", {}],
])("%s is none", (_, members) => {
  expect(databaseLetter(Object.assign(new Error("no"), members))).toBeUndefined();
});
