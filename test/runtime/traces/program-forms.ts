import schema from "../../../compiler/schemas/program.schema.json" with { type: "json" };

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };

const { definitions } = schema as unknown as { readonly definitions: { readonly [name: string]: Node } };
const PROGRAM = schema as unknown as Node;

/**
 * Every form that the schema of programs knows: each property of an object by the definition that it stands in
 * (`step.otherwise`), and each of the values that it may have (`step.kind=split`).
 */
export function formsOfSchema(): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (node: Node, path: string): void => {
    for (const value of valuesOf(node)) found.add(`${path}=${String(value)}`);
    for (const branch of branchesOf(node)) look(branch, path);
    for (const inner of [node.items, node.additionalProperties]) if (isNode(inner)) look(inner, path);
    for (const [name, inner] of propertiesOf(node)) {
      found.add(`${path}.${name}`);
      look(inner, `${path}.${name}`);
    }
  };
  look(PROGRAM, "program");
  for (const [name, node] of Object.entries(definitions)) look(node, name);
  return found;
}

/** The forms that a program has, by the same names. */
export function formsOfProgram(program: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (node: Node, path: string, value: Json): void => {
    if (typeof node.$ref === "string") {
      const name = node.$ref.slice("#/definitions/".length);
      look(definitionOf(name), name, value);
      return;
    }
    if (valuesOf(node).includes(value)) found.add(`${path}=${String(value)}`);
    for (const branch of branchesOf(node)) if (fits(branch, value)) look(branch, path, value);
    if (Array.isArray(value)) {
      if (isNode(node.items)) for (const one of value as readonly Json[]) look(node.items, path, one);
    } else if (isNode(value)) lookInside(node, path, value);
  };
  const lookInside = (node: Node, path: string, value: Node): void => {
    const properties = new Map(propertiesOf(node));
    for (const [name, inner] of Object.entries(value)) {
      const known = properties.get(name);
      if (known !== undefined) {
        found.add(`${path}.${name}`);
        look(known, `${path}.${name}`, inner);
      } else if (isNode(node.additionalProperties)) look(node.additionalProperties, path, inner);
    }
  };
  look(PROGRAM, "program", program as Json);
  return found;
}

/** As far as it takes to tell the branches of the schema apart: what stands at the top of the value. */
function fits(node: Node, value: Json): boolean {
  if (typeof node.$ref === "string")
    return fits(definitionOf(node.$ref.slice("#/definitions/".length)), value);
  const values = valuesOf(node);
  if (values.length > 0) return values.includes(value);
  const branches = branchesOf(node);
  if (branches.length > 0 && !branches.some((branch) => fits(branch, value))) return false;
  if (!isNode(value)) return node.type === undefined || node.type === typeOf(value);
  const required = Array.isArray(node.required) ? (node.required as readonly string[]) : [];
  const known = new Map(propertiesOf(node));
  return (
    (node.type === undefined || node.type === "object") &&
    required.every((name) => Object.hasOwn(value, name)) &&
    (node.additionalProperties !== false || Object.keys(value).every((name) => known.has(name))) &&
    Object.entries(value).every(([name, inner]) => {
      const constants = valuesOf(known.get(name) ?? {});
      return constants.length === 0 || constants.includes(inner);
    })
  );
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

const isNode = (json: Json | undefined): json is Node =>
  typeof json === "object" && json !== null && !Array.isArray(json);

function definitionOf(name: string): Node {
  const found = definitions[name];
  if (found === undefined) throw new Error(`the schema of programs has no definition ${name}`);
  return found;
}

function valuesOf({ const: only, enum: several }: Node): readonly Json[] {
  if (only !== undefined) return [only];
  return Array.isArray(several) ? (several as readonly Json[]) : [];
}

function branchesOf({ oneOf, anyOf, then, else: otherwise }: Node): readonly Node[] {
  return [oneOf, anyOf, then, otherwise].flatMap((some) => (some ?? []) as Json[] | Json).filter(isNode);
}

function propertiesOf({ properties }: Node): readonly (readonly [string, Node])[] {
  return isNode(properties) ? (Object.entries(properties) as (readonly [string, Node])[]) : [];
}
