import type { ValueType } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import { readAnswers } from "../../../../runtime/src/doors/survey/read-answers.ts";

const read = (type: ValueType, given: string) =>
  readAnswers([{ name: "it", text: "It?", type }], new URLSearchParams({ it: given }), "Europe/Paris");

describe("an answer is read by the type of its question, as a browser's field sends it", () => {
  test.each<[ValueType["type"], string, unknown]>([
    ["moment", "2026-05-01T10:00", "2026-05-01T08:00:00Z"],
    ["time", "09:30", "09:30"],
    ["date", "2026-05-01", "2026-05-01"],
    ["money", "49.90 EUR", { amount: "49.90", currency: "EUR" }],
    ["duration", "P3D", "P3D"],
    ["number", "1.5", 1.5],
    ["boolean", "false", false],
    ["phone", "+33 6 11 22 33 44", "+33611223344"],
    ["email", "ada@shop.example", "ada@shop.example"],
    ["url", "https://shop.example/", "https://shop.example/"],
    ["country", "fr", "FR"],
  ])("%s", (type, given, answer) => {
    expect(read({ type }, given)).toEqual({ answers: { it: answer }, mistakes: new Map() });
  });

  test.each<[ValueType["type"], string]>([
    ["moment", "tomorrow"],
    ["date", "01/05/2026"],
    ["money", "49.90"],
    ["number", "many"],
    ["boolean", "perhaps"],
    ["phone", "me"],
    ["email", "ada"],
    ["url", "shop"],
  ])("what is no %s is said: %s", (type, given) => {
    expect(read({ type }, given)).toEqual({ answers: {}, mistakes: new Map([["it", "wrong"]]) });
  });
});
