/** A part of a rule. `"word"` and signs are words; names in capitals are tokens; all other names are rules. */
export type Part =
  | { readonly kind: "word" | "token" | "rule"; readonly text: string }
  /** `~open`: a verb in any of its forms. */
  | { readonly kind: "verb"; readonly text: string }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Part[] }
  | { readonly kind: "optional" | "repeated"; readonly part: Part };

export interface Rule {
  readonly name: string;
  readonly part: Part;
  /** As it is written, without the blanks in front of its lines that all of them have. */
  readonly text: string;
}

/** Rules under one heading: `(* ---- steps ---- *)`. */
export interface Section {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Reads the grammar's own form (docs/grammar.md says what its signs mean). @throws Error at what is none */
export function readEbnf(source: string): readonly Section[] {
  return source
    .split(/^\(\* -+ /m)
    .slice(1)
    .map((text) => {
      const [title = "", ...rest] = text.split(/ -+ \*\)\n/);
      return { title, rules: rulesIn(rest.join("")) };
    });
}

function rulesIn(text: string): readonly Rule[] {
  return text
    .split(/ ;\n/)
    .map((rule) => rule.trim())
    .filter((rule) => rule !== "")
    .map((rule) => {
      const [, name = "", body = ""] = /^(\w+)\s*=\s*([\s\S]*)$/.exec(rule) ?? [];
      if (name === "") throw new Error(`no rule: ${rule}`);
      return { name, part: readPart(body), text: `${rule} ;` };
    });
}

function readPart(body: string): Part {
  const signs = body.match(/"[^"]*"|~\w+|[\w.]+|[[\]{}()|]/g) ?? [];
  let at = 0;
  const choice = (): Part => {
    const parts = [sequence()];
    while (signs[at] === "|") {
      at += 1;
      parts.push(sequence());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "choice", parts };
  };
  const sequence = (): Part => {
    const parts: Part[] = [];
    for (let sign = signs[at]; sign !== undefined && !"|)]}".includes(sign); sign = signs[at])
      parts.push(item(sign));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "sequence", parts };
  };
  const item = (sign: string): Part => {
    at += 1;
    if (sign === "(" || sign === "[" || sign === "{") {
      const part = choice();
      at += 1;
      if (sign === "(") return part;
      return { kind: sign === "[" ? "optional" : "repeated", part };
    }
    if (sign.startsWith('"')) return { kind: "word", text: sign.slice(1, -1) };
    if (sign.startsWith("~")) return { kind: "verb", text: sign.slice(1) };
    return { kind: /^[A-Z]+$/.test(sign) ? "token" : "rule", text: sign };
  };
  const part = choice();
  if (at < signs.length) throw new Error(`too much behind a rule: ${signs.slice(at).join(" ")}`);
  return part;
}
