import { type PlacedJson, readPlacedJson } from "../../project/json-places.ts";
import type { SchemaProblem } from "./problems.ts";
import { isObject } from "./validate.ts";

/** A schema within a file: where the file stands, and the way into it. */
export interface SchemaPlace {
  readonly file: string;
  readonly json: PlacedJson;
  readonly pointer: string;
}

/** The files that schemas lead to, each read once. */
export interface SchemaFiles {
  /** `undefined` where there is no such file, or no JSON in it. */
  readonly open: (file: string) => PlacedJson | undefined;
}

export function schemaFiles(readFile: (path: string) => string | undefined): SchemaFiles {
  const opened = new Map<string, PlacedJson | undefined>();
  const read = (file: string): PlacedJson | undefined => {
    const text = readFile(file);
    const json = text === undefined ? undefined : readPlacedJson(text);
    return json === undefined || "problem" in json ? undefined : json;
  };
  return {
    open: (file) => {
      if (!opened.has(file)) opened.set(file, read(file));
      return opened.get(file);
    },
  };
}

type Followed = { readonly place: SchemaPlace } | { readonly problem: "network" | "no-such-ref" };

/** Where a `$ref` leads: into its own file, or into another one of the project. Nothing is fetched. */
export function follow(ref: string, from: SchemaPlace, files: SchemaFiles): Followed {
  const [path = "", fragment = ""] = withoutOwnId(ref, from.json).split("#");
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("//")) return { problem: "network" };
  const file = path === "" ? from.file : resolvePath(path, from.file);
  const json = file === from.file ? from.json : file === undefined ? undefined : files.open(file);
  if (json === undefined || file === undefined) return { problem: "no-such-ref" };
  const pointer = pointerOf(decodeURIComponent(fragment), json);
  if (pointer === undefined || json.valueAt(pointer) === undefined) return { problem: "no-such-ref" };
  return { place: { file, json, pointer } };
}

/** A reference that begins with the schema's own `$id` stays in the file. */
function withoutOwnId(ref: string, { value }: PlacedJson): string {
  const id = isObject(value) && typeof value.$id === "string" ? value.$id.replace(/#$/, "") : "";
  return id !== "" && (ref === id || ref.startsWith(`${id}#`)) ? ref.slice(id.length) || "#" : ref;
}

/** A path beside a file of the project; `undefined` above its folder. */
function resolvePath(path: string, from: string): string | undefined {
  const parts = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** A JSON Pointer as it is, or that of the schema with an `$anchor` (`$id: "#name"` in draft 7). */
function pointerOf(fragment: string, { value }: PlacedJson): string | undefined {
  if (fragment === "" || fragment.startsWith("/")) return fragment;
  const find = (inner: unknown, pointer: string): string | undefined => {
    if (typeof inner !== "object" || inner === null) return undefined;
    if (isObject(inner) && (inner.$anchor === fragment || inner.$id === `#${fragment}`)) return pointer;
    for (const [key, each] of Object.entries(inner)) {
      const found = find(each, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(value, "");
}

/** The value at a pointer. */
export function valueAt({ json, pointer }: SchemaPlace): unknown {
  let value: unknown = json.value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

export function refProblem(
  kind: "network" | "no-such-ref" | "recursive",
  ref: string,
  at: SchemaPlace,
): SchemaProblem {
  const span = at.json.valueAt(`${at.pointer}/$ref`) ?? { start: 0, end: 1 };
  return { kind, file: at.file, span, ref };
}
