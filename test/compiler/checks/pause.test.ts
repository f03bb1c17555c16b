import { expect, test } from "vitest";
import { check } from "./project-of.ts";

function said(setting: string): readonly string[] {
  const text = `audience Newsletter { field points: number = 0  tags "vip" }
event Booked { field pause: duration }
journey Case for Newsletter {
  start when contact does Booked
  ${setting}
  tag "vip"
}
`;
  return check(text).flatMap(({ code, span }) =>
    code === "TJ2030" ? [] : [`${code} ${text.slice(span.start, span.end)}`],
  );
}

test.each([
  ["after pause skip messages older than contact.points * 1 day", []],
  ["after pause skip messages older than entry.event.pause over 30 minutes + 1 hour", []],
  ["after pause continue over contact.points * 1 hour", ["TJ2024 contact"]],
  ["after pause exit over entry.event.pause", ["TJ2024 entry"]],
  ["after pause exit over orders over all time * 1 hour", ["TJ2024 orders"]],
])("all people are spread over one time, which none of them says: %s", (setting, expected) => {
  expect(said(setting)).toEqual(expected);
});
