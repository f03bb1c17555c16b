import { type Journey, lineStarts, positionAt, type Setting, type Span } from "@trajet/grammar";
import type { Model, ModelFile } from "../model/model.ts";
import type { SourceMap, SourceRange } from "../program/types.ts";
import { type Body, placedSteps } from "./bodies.ts";
import { armsOf, printRule } from "./print/arms.ts";
import { ruleIds } from "./start-ids.ts";

/** Where the lines of a file begin: asked for once for each journey in it. */
const known = new WeakMap<ModelFile, readonly number[]>();

/** Makes lines and columns (from 1, in UTF-16 units) of offsets into a file. */
export function rangesOf(file: ModelFile): (span: Span) => SourceRange {
  const starts = known.get(file) ?? lineStarts(file.text);
  known.set(file, starts);
  return ({ start, end }) => {
    const [from, to] = [positionAt(starts, start), positionAt(starts, end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

function rangeOfRule(setting: Setting, rangeOf: (span: Span) => SourceRange): SourceRange {
  const text = printRule(setting);
  return { ...rangeOf(setting.span), ...(text !== undefined && { text }) };
}

/** Where each part of a journey's program stands, and how what decides reads; a step of a fragment in the file of that fragment. */
export function sourceMap(model: Model, journey: Journey, body: Body): SourceMap {
  const file = model.fileOf(journey);
  const rangeOf = rangesOf(file);
  const { starts, exits, goals } = ruleIds(journey);
  const rules = (ids: ReadonlyMap<Setting, string>) =>
    Object.fromEntries([...ids].map(([setting, id]) => [id, rangeOfRule(setting, rangeOf)]));
  const steps = [...placedSteps(body)].map(({ id, step, declaration }) => {
    const own = model.fileOf(declaration);
    const arms = armsOf(step);
    const whole = step.kind === "Match" && step.else === undefined;
    const range = {
      ...rangesOf(own)(step.span),
      ...(arms.length > 0 && { arms }),
      ...(whole && { whole: true as const }),
    };
    return [id, own.path === file.path ? range : { file: own.path, ...range }] as const;
  });
  return {
    file: file.path,
    journey: rangeOf(journey.span),
    steps: Object.fromEntries(steps),
    starts: rules(starts),
    exits: rules(exits),
    goals: rules(goals),
  };
}
