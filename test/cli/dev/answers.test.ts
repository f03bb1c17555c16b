import { describe, expect, it } from "vitest";
import { answerFor, parseAnswers } from "../../../cli/src/dev/answers.ts";

const read = (...lines: string[]) =>
  parseAnswers(lines.join("\n"), "answers.ndjson", new Set(["Score", "Ticket"]));

describe("what stand-ins of webhooks answer", () => {
  it("is that of the contact, else that of everybody", () => {
    const answers = read(
      '{"webhook":"Score","answer":{"score":10}}',
      "",
      '{"webhook":"Score","contact":"ben","answer":{"score":85}}',
      '{"webhook":"Score","contact":"ada","status":503}',
    );
    expect(answerFor(answers, "Score", "cleo")).toEqual({
      webhook: "Score",
      status: 200,
      answer: { score: 10 },
    });
    expect(answerFor(answers, "Score", "ben")).toMatchObject({ status: 200, answer: { score: 85 } });
    expect(answerFor(answers, "Score", "ada")).toMatchObject({ status: 503, answer: {} });
    expect(answerFor(answers, "Ticket", "ada")).toBeUndefined();
  });

  it.each([
    { line: "{", says: /^answers\.ndjson, line 2 is not JSON/ },
    { line: '{"answer":{}}', says: /line 2 must name the webhook and what it answers/ },
    { line: '{"webhook":"Score","answer":3}', says: /line 2 must name the webhook/ },
    { line: '{"webhook":"Score","status":99}', says: /line 2 must name the webhook/ },
    { line: '{"webhook":"Score","contact":7}', says: /line 2 must name the webhook/ },
    { line: '{"webhook":"Score","answers":{}}', says: /line 2 must name the webhook/ },
    { line: '{"webhook":"Scores"}', says: /line 2 answers Scores, which is no webhook that a journey calls/ },
  ])("refuses $line with its line", ({ line, says }) => {
    expect(() => read("", line)).toThrow(says);
  });
});
