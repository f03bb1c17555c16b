import { KEYWORDS, parse, RESERVED, STATEMENT_KEYWORDS, VERBS } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { conditionOf, declarationsOf, stepsOf } from "./reading.ts";

const ALL = [...KEYWORDS.keys()];

describe("word classes", () => {
  it("are those of 270 words, 77 of them reserved", () => {
    expect(KEYWORDS.size).toBe(270);
    expect(ALL.filter((word) => KEYWORDS.get(word)?.reserved).length).toBe(RESERVED.size);
  });

  it.each(ALL)("lets %s be the name of a field, after a dot and as a key", (word) => {
    expect(declarationsOf(`record R { field ${word}: text }`)).toContain(`name=${word}`);
    expect(conditionOf(`contact.${word} == 1`)).toBe(`(== contact.${word} 1)`);
    expect(stepsOf(`update contact { set ${word} = 1  clear ${word}  add x to ${word} }`)).toContain(
      `field=${word}`,
    );
    expect(stepsOf(`run F(${word}: 1)`)).toContain(`name=${word}`);
  });

  it.each(ALL.filter((word) => !RESERVED.has(word)))(
    "lets %s begin a reference and name a parameter",
    (word) => {
      expect(conditionOf(`${word}.x == 1`)).toBe(`(== ${word}.x 1)`);
      expect(conditionOf(`1 == ${word}`)).toBe(`(== 1 ${word})`);
      expect(declarationsOf(`fragment F(${word}: text) for N { remember ${word} = 1 }`)).toContain(
        `name=${word}`,
      );
    },
  );

  it.each([...RESERVED].filter((word) => word !== "contact"))("does not let %s begin a reference", (word) => {
    expect(parse(`segment S for N where 1 == ${word}.x`).problems).not.toEqual([]);
    expect(parse(`fragment F(${word}: text) for N { }`).problems.map(({ code }) => code)).toEqual([
      "reserved-name",
    ]);
  });

  it("let three capitals be a name, but no label and no person", () => {
    expect(stepsOf("run ABC")).toBe("(Run fragment=ABC)");
    expect(parse("fragment F for N { ABC: exit }").problems.length).toBe(1);
  });

  it("know each verb in three forms", () => {
    for (const { base, present, past } of VERBS) {
      for (const form of [base, present, past])
        expect(KEYWORDS.get(form)?.verb).toEqual({ base, present, past });
    }
  });

  it("know what begins a statement", () => {
    for (const word of ["journey", "start", "send", "expect", "field", "tiers"])
      expect(STATEMENT_KEYWORDS.has(word)).toBe(true);
    for (const word of ["when", "and", "opens", "days"]) expect(STATEMENT_KEYWORDS.has(word)).toBe(false);
  });
});

describe("two words decide", () => {
  it("whether or goes on with a condition or with triggers", () => {
    expect(stepsOf("wait { when contact opens A where a or b or when contact opens B { } }")).toBe(
      "(Wait arms=[(Arm triggers=[(Trigger subject=contact act=(Act verb=open message=A) tense=present where=(or a b)) (Trigger subject=contact act=(Act verb=open message=B) tense=present)] body=(Block closed))])",
    );
  });

  it("whether a comma goes on with the products or with the arguments", () => {
    expect(stepsOf('run F(a: contact bought "x", "y", b: contact bought "z" from B, c: 1)')).toBe(
      '(Run fragment=F args=[(Argument name=a value=(History subject=contact act=(Act verb=buy goods=(products codes=["x" "y"])) tense=past)) (Argument name=b value=(History subject=contact act=(Act verb=buy goods=(products codes=["z"]) store=B) tense=past)) (Argument name=c value=1)])',
    );
  });

  it("whether a where is that of a history or of the trigger around it", () => {
    expect(stepsOf("wait { when contact opens A where (a) and b { } }")).toContain("where=(and (a) b)");
    expect(conditionOf("contact opened A where (a) and b")).toBe(
      "(and (History subject=contact act=(Act verb=open message=A) tense=past where=a whereParenthesized) b)",
    );
  });

  it("whether one goes on with a period or begins a setting", () => {
    expect(declarationsOf("journey J for N { exit if opens over last month one run per entry }")).toContain(
      "(RunKey per=[entry])",
    );
  });

  it("whether a measure or a field of that name is meant", () => {
    expect(conditionOf("total spent over all time > total")).toBe(
      "(> (MeasureOver measure=(Measure name=total spent) period=(Period range=(all time))) total)",
    );
  });

  it("whether exit is a step or the rule of the journey", () => {
    const [journey] = parse('journey J for N { exit when contact opens A  tag "x"  exit }').tree.declarations;
    expect(journey).toMatchObject({
      settings: [{ kind: "ExitWhen" }],
      steps: [{ kind: "Tag" }, { kind: "Exit" }],
    });
  });
});
