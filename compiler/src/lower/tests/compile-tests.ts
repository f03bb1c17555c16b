import type { Journey, ObjectExpression, Test, TestLine } from "@trajet/grammar";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Model } from "../../model/model.ts";
import { UNKNOWN } from "../../model/types.ts";
import { CanonicalError } from "../../program/canonical.ts";
import type { CompiledTest, TestScope } from "../../program/types.ts";
import { weekStartOf } from "../calendar.ts";
import { declarationsOf } from "../declarations.ts";
import { lowerExpression } from "../expressions.ts";
import { type Lowering, LoweringError, type Named, noUses, outsidePlace, present } from "../lowering.ts";
import { entryOf, settingOf } from "../settings.ts";
import { soundDeclarations } from "../sound.ts";
import { rangesOf } from "../source-map.ts";
import { CONTACT } from "./about-people.ts";
import { lowerLine } from "./lines.ts";
import { lowerValues } from "./values.ts";

/** A test that cannot run, and why: the end of a sentence. */
export interface TestLeftOut {
  readonly test: Test;
  readonly name: string;
  readonly reason: string;
}

/**
 * Compiles the tests of a checked project, in the order of its files and of their text; a test with `cases` once for each
 * row. One with an error in it, or in something that it names, is left out, and `leftOut` is told.
 */
export function compileTests(
  model: Model,
  diagnostics: readonly Diagnostic[],
  leftOut: (what: TestLeftOut) => void = () => {},
): readonly CompiledTest[] {
  const isSound = soundDeclarations(model, diagnostics);
  return testsOf(model).flatMap((test) => {
    const name = test.title?.value ?? "";
    const journey = model.symbols.journeys.get(test.journey?.text ?? "");
    if (journey === undefined || !isSound(test) || !isSound(journey)) {
      leftOut({ test, name, reason: "there are errors in it, or in something that it names" });
      return [];
    }
    try {
      const rows = test.cases === undefined || test.cases.length === 0 ? [undefined] : test.cases;
      return rows.map((row, index) => compileTest(model, test, journey, row && { row, number: index + 1 }));
    } catch (error) {
      if (!(error instanceof LoweringError) && !(error instanceof CanonicalError)) throw error;
      leftOut({ test, name, reason: error.message });
      return [];
    }
  });
}

function testsOf(model: Model): readonly Test[] {
  return model.files.flatMap(({ tree }) =>
    tree.declarations.filter((declaration): declaration is Test => declaration.kind === "Test"),
  );
}

interface Row {
  readonly row: ObjectExpression;
  readonly number: number;
}

function compileTest(model: Model, test: Test, journey: Journey, row: Row | undefined): CompiledTest {
  const file = model.fileOf(test);
  const rangeOf = rangesOf(file);
  const audience = present(journey.audience, "the audience of a journey").text;
  const outside = outsidePlace({ model, audience, uses: noUses(), expression: lowerExpression });
  const place: Lowering = { ...outside, entry: entryOf(journey.settings), names: namesOf(row?.row) };
  const people = peopleOf(test.lines);
  const said = { people, text: file.text };
  const lines = test.lines.map((line) => ({
    ...lowerLine(line, { place, said }),
    range: rangeOf(line.span),
    text: file.text.slice(line.span.start, line.span.end),
  }));
  return {
    name: present(test.title, "the name of a test").value,
    journey: present(journey.name, "the name of a journey").text,
    audience,
    file: file.path,
    range: rangeOf(test.span),
    ...(row !== undefined && { row: rowOf(row, file.text, outside) }),
    people,
    timezone: settingOf(journey, "Timezone")?.text?.value ?? model.config.timezone,
    scope: scopeOf(place),
    lines,
  };
}

/** Those who have names; without them it is the one contact. */
function peopleOf(lines: readonly TestLine[]): readonly string[] {
  const names = lines.flatMap((line) =>
    line.kind === "GivenContact" && line.person !== undefined ? [line.person.text] : [],
  );
  return names.length === 0 ? [CONTACT] : [...new Set(names)];
}

/** The names of a row stand for values in all lines. */
function namesOf(row: ObjectExpression | undefined): Map<string, Named> {
  const names = (row?.pairs ?? []).map(({ key: { text } }): [string, Named] => [
    text,
    { root: "argument", key: text, types: [UNKNOWN] },
  ]);
  return new Map(names);
}

function rowOf({ row, number }: Row, text: string, place: Lowering): NonNullable<CompiledTest["row"]> {
  return {
    number,
    text: text.slice(row.span.start, row.span.end),
    values: lowerValues(row, undefined, place),
  };
}

function scopeOf(place: Lowering): TestScope {
  const { fields, events, answers = {}, people } = declarationsOf(place);
  return { fields, events, answers, people, weekStart: weekStartOf(place.model.config) };
}
