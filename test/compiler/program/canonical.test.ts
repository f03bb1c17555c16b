import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";

describe("canonical JSON", () => {
  test.each([
    ["no blanks, keys sorted", { b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    ["keys sorted inside arrays and objects", [{ z: { b: 1, a: 2 } }], '[{"z":{"a":2,"b":1}}]'],
    [
      "keys by UTF-16 code unit, not by letter",
      { é: 1, z: 2, Z: 3, "10": 4, "9": 5 },
      '{"10":4,"9":5,"Z":3,"z":2,"é":1}',
    ],
    ["surrogates sort by code unit: 😀 before ﬀ", { ﬀ: 1, "😀": 2 }, '{"😀":2,"ﬀ":1}'],
    ["numbers as ECMAScript", [1.0, 1e21, 1e-7, -0, 0.1], "[1,1e+21,1e-7,0,0.1]"],
    ["only what must be escaped is", 'a"\\\n\u001fé', '"a\\"\\\\\\n\\u001fé"'],
    ["undefined is left out of objects", { a: undefined, b: 1 }, '{"b":1}'],
  ])("%s", (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([
    ["NaN", Number.NaN],
    ["an infinity", Number.POSITIVE_INFINITY],
    ["undefined in an array", [undefined]],
    ["a function", { f: () => 1 }],
    ["half a surrogate pair", "\ud83d"],
  ])("%s is refused", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
