import type { Audience } from "@trajet/grammar";
import { categoriesOf, fieldsOf, groupsOf, tagsOf } from "./audience.ts";
import type { Fact, Facts } from "./facts.ts";
import type { Symbols } from "./symbols.ts";
import type { Type } from "./types.ts";

/**
 * What audiences declare, part by part: who speaks of a tag does not depend on the fields. Of an audience that is not
 * declared everything is `undefined`. The fields are in the contact's type, see `askedFields`.
 */
export interface Audiences {
  readonly tags: (audience: string) => readonly string[] | undefined;
  /** Names of the groups, as `Interests`. */
  readonly categories: (audience: string) => readonly string[] | undefined;
  /** What one can be a member of in a group. */
  readonly groups: (audience: string, category: string) => readonly string[] | undefined;
}

/** The same audiences; what is asked of them is noted among the facts, see `partsOf`. */
export function askedAudiences(heads: Symbols, facts: Facts): Audiences {
  const asked = (part: string, name: string): Audience | undefined => {
    facts.ask(`${part} ${name}`);
    return heads.audiences.get(name);
  };
  const of = <V>(audience: Audience | undefined, read: (audience: Audience) => V): V | undefined =>
    audience === undefined ? undefined : read(audience);
  return {
    tags: (name) => of(asked("tags", name), tagsOf),
    categories: (name) => of(asked("groups", name), categoriesOf),
    groups: (name, category) => of(asked("groups", name), (audience) => groupsOf(audience, category)),
  };
}

/** The fields of a contact's type; each that is looked at is noted among the facts, and so is a look at their names. */
export function askedFields(
  fields: NonNullable<Type["fields"]>,
  audience: string,
  facts: Facts,
): NonNullable<Type["fields"]> {
  const called = new Map<string, Fact>();
  const ask = (name: string | symbol): void => {
    if (typeof name === "symbol") return;
    let fact = called.get(name);
    if (fact === undefined) {
      fact = `field ${audience} ${name}`;
      called.set(name, fact);
    }
    facts.ask(fact);
  };
  return new Proxy(fields, {
    get: (target, name) => {
      ask(name);
      return Reflect.get(target, name);
    },
    has: (target, name) => {
      ask(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor: (target, name) => {
      ask(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys: (target) => {
      facts.ask(`fields ${audience}`);
      return Reflect.ownKeys(target);
    },
  });
}

/**
 * The value of each of these facts that an audience gives, but for its name: `tags`, `groups`, `fields` (their names)
 * and `field NAME`. What a field has at first is a matter of the audience alone. It follows from the text.
 */
export function partsOf(audience: Audience, text: string): ReadonlyMap<string, string> {
  const written = ({ start, end }: { readonly start: number; readonly end: number }): string =>
    text.slice(start, end);
  const fields = fieldsOf(audience);
  const groups = audience.items.filter(({ kind }) => kind === "Group");
  return new Map([
    ["tags", tagsOf(audience).join("\u0000")],
    ["groups", groups.map(({ span }) => written(span)).join("\u0000")],
    ["fields", fields.flatMap(({ name }) => name?.text ?? []).join(" ")],
    ...fields.flatMap((field): [string, string][] =>
      field.name === undefined
        ? []
        : [
            [
              `field ${field.name.text}`,
              written({ ...field.span, end: field.default?.span.start ?? field.span.end }),
            ],
          ],
    ),
  ]);
}
