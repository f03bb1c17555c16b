import { type Formula, type Is, not } from "./formula.ts";
import { propagate } from "./links.ts";
import { intersection, isEmpty, isWithin } from "./region.ts";
import { copyOf, narrow, type State } from "./state.ts";

/** How many alternatives are looked at before a question is left open. */
const BUDGET = 200;

export interface Question {
  /** Looks into what is declared elsewhere: what a segment means that is asked about. */
  readonly withMeanings: boolean;
}

interface Search {
  readonly question: Question;
  left: number;
}

/**
 * Whether formulas can never be true together. `false` says nothing: what is not proven within the budget is left open.
 * A tableau: what is certain narrows the variables, each `any` is followed into its parts.
 */
export function isImpossible(formulas: readonly Formula[], question: Question): boolean {
  return isClosed({ known: new Map() }, formulas, [], { question, left: BUDGET });
}

/** Whether a formula follows from others. */
export function follows(from: readonly Formula[], formula: Formula, question: Question): boolean {
  return isImpossible([...from, not(formula)], question);
}

interface Choice {
  readonly kind: "any";
  readonly parts: readonly Formula[];
}

function isClosed(
  state: State,
  certain: readonly Formula[],
  choices: readonly Choice[],
  search: Search,
): boolean {
  const open = [...choices];
  if (!assume(state, certain, open, search)) return true;
  const left = openChoices(state, open, search);
  if (left === "impossible") return true;
  const next = shortest(left);
  if (next === undefined) return false;
  const others = left.filter((choice) => choice !== next);
  return next.parts.every((part) => {
    search.left -= 1;
    return search.left >= 0 && isClosed(copyOf(state), [part], others, search);
  });
}

/** Puts what is certain into the state, and choices aside. `false` where it cannot be. */
function assume(state: State, certain: readonly Formula[], choices: Choice[], search: Search): boolean {
  const waiting = [...certain];
  for (let formula = waiting.pop(); formula !== undefined; formula = waiting.pop()) {
    switch (formula.kind) {
      case "constant":
        if (!formula.value) return false;
        break;
      case "all":
        waiting.push(...formula.parts);
        break;
      case "any":
        choices.push({ kind: "any", parts: formula.parts });
        break;
      case "is":
        if (!assumeOne(state, formula, waiting, search)) return false;
        break;
      default:
        formula satisfies never;
    }
  }
  return true;
}

function assumeOne(state: State, { variable, region }: Is, waiting: Formula[], search: Search): boolean {
  const change = narrow(state, variable, region);
  if (change !== "narrower") return change === "same";
  const { link } = variable;
  if (link.kind === "defined" && search.question.withMeanings) {
    const meaning = link.meaning();
    const isIn = region.values.kind === "names" && region.values.names.has("true");
    if (meaning !== undefined) waiting.push(isIn ? meaning : not(meaning));
  }
  if (link.kind === "none" || link.kind === "defined") return true;
  return settle(state, variable.family);
}

/** Until nothing new follows. Each round narrows something, so there are few. */
function settle(state: State, family: string): boolean {
  for (let rounds = 0; rounds < 10; rounds++) {
    const change = propagate(state, family);
    if (change === "impossible") return false;
    if (change === "same") return true;
  }
  return true;
}

/** What is left of the choices in the light of the state. */
function openChoices(
  state: State,
  choices: readonly Choice[],
  search: Search,
): readonly Choice[] | "impossible" {
  const left: Choice[] = [];
  for (const choice of choices) {
    if (choice.parts.some((part) => part.kind === "is" && holds(state, part))) continue;
    const parts = choice.parts.filter((part) => part.kind !== "is" || mayHold(state, part));
    const [only] = parts;
    if (only === undefined) return "impossible";
    if (parts.length > 1) {
      left.push({ kind: "any", parts });
      continue;
    }
    const more: Choice[] = [];
    if (!assume(state, [only], more, search)) return "impossible";
    const others = choices.slice(choices.indexOf(choice) + 1);
    return openChoices(state, [...left, ...more, ...others], search);
  }
  return left;
}

function holds(state: State, { variable, region }: Is): boolean {
  const known = state.known.get(variable.key);
  return known !== undefined && isWithin(known.region, region, variable.domain);
}

function mayHold(state: State, { variable, region }: Is): boolean {
  const known = state.known.get(variable.key);
  return known === undefined || !isEmpty(intersection(known.region, region));
}

function shortest(choices: readonly Choice[]): Choice | undefined {
  return choices.reduce<Choice | undefined>(
    (best, choice) => (best === undefined || choice.parts.length < best.parts.length ? choice : best),
    undefined,
  );
}
