import { RE2JS } from "re2js";

const CACHED = 500;
const compiled = new Map<string, RE2JS>();

/** True if the pattern (syntax of RE2) is found in the text. Takes time linear in the text, whatever the pattern. */
export function matchesPattern(pattern: string, text: string): boolean {
  return compile(pattern).test(text);
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = RE2JS.compile(pattern);
  // The patterns are those of programs: a full cache is one of many old versions.
  if (compiled.size >= CACHED) compiled.clear();
  compiled.set(pattern, made);
  return made;
}
