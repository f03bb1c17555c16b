import { expect, test } from "vitest";
import { check } from "./project-of.ts";

const said = (text: string, code: string) =>
  check(text).flatMap((each) =>
    each.code === code
      ? [
          [each.span, ...(each.related ?? []).map(({ span }) => span)].map(({ start, end }) =>
            text.slice(start - 9, end),
          ),
        ]
      : [],
  );

test("segments that ask about each other have one letter, with the others beside it", () => {
  const text = `audience A { }
segment T for A where contact in U
segment U for A where contact in S
segment S for A where contact in T
segment V for A where contact in T
segment W for A where contact in W
`;
  expect(said(text, "TJ4049")).toEqual([["ntact in T", "\nsegment T", "\nsegment U"], ["ntact in W"]]);
});

test("fragments that run each other have one letter, with the others beside it", () => {
  const text = `audience A { tags "vip" }
fragment G for A { run H }
fragment F for A { run G  tag "vip" }
fragment H for A { run F }
fragment I for A { run I }
journey J for A { start manually  run F }
`;
  expect(said(text, "TJ4050")).toEqual([[" A { run G", "fragment G", "fragment H"], [" A { run I"]]);
});
