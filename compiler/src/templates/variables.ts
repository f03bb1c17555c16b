import type { Model } from "../model/model.ts";
import { describe, type Type } from "../model/types.ts";
import { writtenName } from "./paths.ts";
import { templateScope } from "./scope.ts";
import type { Templated } from "./texts.ts";

/** A variable that a template of a message may print or look into. */
export interface TemplateVariable {
  /** As it is written: `contact.firstName`, `className`, `order.items`. */
  readonly path: string;
  readonly type: Type;
  /** The type as an author writes it: `text?`. */
  readonly detail: string;
}

/**
 * Everything that the templates of a message or a webhook may name, records before their fields: what an editor offers between `{{`
 * and `}}`. Fields of the elements of a list are left out, since only `each` reaches them.
 */
export function templateVariables(model: Model, owner: Templated): readonly TemplateVariable[] {
  return fieldsOf(templateScope(model, owner).variables, "", 0);
}

/** Records may hold records of their own kind: three levels are as deep as a path is readable. */
const DEEPEST = 3;

function fieldsOf(record: Type, prefix: string, depth: number): TemplateVariable[] {
  return Object.entries(record.fields ?? {}).flatMap(([name, type]) => {
    const path = `${prefix}${writtenName(name)}`;
    const inner =
      type.type === "record" && !type.list && depth < DEEPEST ? fieldsOf(type, `${path}.`, depth + 1) : [];
    return [{ path, type, detail: describe(type) }, ...inner];
  });
}
