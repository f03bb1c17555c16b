import type { Expression } from "@trajet/grammar";
import type { BoundModel, ModelFile } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import type { Check } from "./check.ts";
import { expressionType } from "./expressions/expression.ts";
import { conditionBranches } from "./expressions/logic.ts";
import { isBroken } from "./parse-file.ts";
import type { Scope } from "./scope.ts";

/** Where a check puts what it finds. */
export interface Sinks
  extends Pick<Check, "report" | "refine" | "reportIn" | "isBroken" | "use" | "send" | "decide"> {
  /** Each expression whose type was asked for. */
  readonly typed: (expression: Expression, type: Type, scope: Scope) => void;
  /** Each condition, and each part of one, once it has been checked. */
  readonly asked: (condition: Expression, scope: Scope) => void;
}

/** The check of one file in the light of the whole project. */
export function checkOf(file: Pick<ModelFile, "path" | "text">, model: BoundModel, sinks: Sinks): Check {
  const { typed, asked, ...notes } = sinks;
  const check: Check = {
    symbols: model.symbols,
    heads: model.heads,
    audiences: model.audiences,
    segments: model.segments,
    types: model.types,
    facts: model.facts,
    config: model.config,
    readFile: model.readFile,
    file: file.path,
    text: file.text,
    placeOf: (declaration) => model.fileOf(declaration).path,
    isUnread: (declaration) => isBroken(model.fileOf(declaration), declaration.span),
    ...notes,
    typeOf: (expression, scope) => {
      const type = expressionType(expression, scope, check);
      typed(expression, type, scope);
      return type;
    },
    condition: (expression, scope) => {
      const branches = conditionBranches(expression, scope, check);
      asked(expression, scope);
      return branches;
    },
  };
  return check;
}
