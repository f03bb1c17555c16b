import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { createLogger } from "../../../runtime/src/logging/create-logger.ts";

function logged(error: unknown): string {
  const lines: string[] = [];
  createLogger({ write: (text) => void lines.push(text) }, { role: "worker" }).warn(
    { err: error },
    "it failed",
  );
  return lines.join("");
}

test("of an error the class, the code and the place are told, and none of its words", () => {
  const error = Object.assign(
    new DatabaseError("duplicate key: ada@shop.example\n    at Ada (x.ts:1:2)", 1, "error"),
    {
      code: "23505",
      detail: "Key (lower)=(ada@shop.example) exists",
      constraint: "contact_email",
      where: "Ada",
    },
  );
  const line = logged(new Error("writing Ada failed", { cause: error }));
  expect(line).not.toMatch(/ada/i);
  expect(JSON.parse(line)).toMatchObject({
    level: "warn",
    role: "worker",
    msg: "it failed",
    err: {
      type: "Error",
      frames: expect.arrayContaining([expect.stringContaining("create-logger.test.ts")]),
      cause: { type: "error", code: "23505", at: "contact_email" },
    },
  });
});

test.each(["Ada", { name: "Ada" }, null, undefined])(
  "what is no error, as %j, is told by its type",
  (thrown) => {
    expect(logged(thrown)).not.toContain("Ada");
  },
);
