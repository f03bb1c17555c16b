import { format } from "@trajet/grammar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Derivation, type Dice, type Said } from "./derivation.ts";
import { conditionOf, settingsOf, stepsOf } from "./reading.ts";

/** Checks sentences that are derived at random; the numbers that made a wrong one are shrunk and shown. */
function checkDerived(numRuns: number, check: (derivation: Derivation) => void): void {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(10_000)), (stream) => {
      const numbers = stream[Symbol.iterator]();
      const dice: Dice = { int: (n) => (numbers.next().value ?? 0) % n };
      check(new Derivation(dice));
    }),
    { numRuns },
  );
}

function expectTree(
  { text, tree }: Said,
  read: (text: string) => string,
  around = (inner: string) => inner,
): void {
  expect(read(text), text).toBe(around(tree));
}

describe("a sentence of the grammar is read as it was derived", () => {
  it("when it is a condition", () => {
    checkDerived(1500, (derivation) => expectTree(derivation.expression(2), conditionOf));
  });

  it("when it is the trigger of a start", () => {
    checkDerived(800, (derivation) => {
      const trigger = derivation.trigger(1);
      expect(settingsOf(`start when ${trigger.text}`), trigger.text).toBe(
        `(StartWhen trigger=${trigger.tree})`,
      );
    });
  });

  it("when two triggers and a step stand behind each other", () => {
    checkDerived(500, (derivation) => {
      const [one, other] = [derivation.trigger(1), derivation.trigger(1)];
      const read = stepsOf(`wait { when ${one.text} or when ${other.text} { exit } } break`);
      const body = "(Block steps=[(Exit)] closed)";
      expect(read, `${one.text}\n${other.text}`).toBe(
        `(Wait arms=[(Arm triggers=[${one.tree} ${other.tree}] body=${body})])\n(Break)`,
      );
    });
  });

  it("when steps stand behind each other without a sign between them", () => {
    checkDerived(500, (derivation) => {
      const [condition, value, sum] = [derivation.expression(1), derivation.expression(1), derivation.sum(1)];
      const read = stepsOf(
        `if ${condition.text} { remember x = ${value.text} tag "a" } delay ${sum.text} leave "A"."B"`,
      );
      const block = `(Block steps=[(Remember name=x value=${value.tree}) (Tag tags=["a"])] closed)`;
      expect(read, `${condition.text}\n${value.text}\n${sum.text}`).toBe(
        `(If branches=[(IfBranch condition=${condition.tree} body=${block})])\n(Delay duration=${sum.tree})\n(LeaveGroup group=(GroupRef category="A" group="B"))`,
      );
    });
  });

  it("and still is when it was formatted", () => {
    checkDerived(300, (derivation) => {
      const { text, tree } = derivation.expression(2);
      const formatted = format(`segment S for N where ${text}`).text;
      // A condition that is too long for the line of its segment stands on the next one.
      const condition = formatted.replace(/^segment S for N\s+where /, "");
      expect(conditionOf(condition), formatted).toBe(tree);
      expect(format(formatted).changed).toBe(false);
    });
  });
});
