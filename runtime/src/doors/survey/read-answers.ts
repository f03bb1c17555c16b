import type { Question } from "@trajet/compiler/program";
import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import { readValue } from "../../imports/shapes/value.ts";

/** What is wrong with an answer. */
export type Mistake = "missing" | "wrong";

export interface ReadAnswers {
  /** By the names of the questions, in wire form; what was left open is not there. */
  readonly answers: { readonly [question: string]: Json };
  /** By the names of the questions, in their order. */
  readonly mistakes: ReadonlyMap<string, Mistake>;
}

/** Characters of one answer. */
export const LONGEST_ANSWER = 5_000;

/**
 * Reads a survey's form by the types of its questions.
 *
 * @param zone in which a moment without an offset is meant
 */
export function readAnswers(
  questions: readonly Question[],
  form: URLSearchParams,
  zone: string,
): ReadAnswers {
  const answers: { [question: string]: Json } = {};
  const mistakes = new Map<string, Mistake>();
  for (const question of questions) {
    const given = form.getAll(question.name).filter((value) => value.trim() !== "");
    const answer = given.length === 0 ? undefined : answerOf(question, given, zone);
    if (answer !== undefined && "wrong" in answer) mistakes.set(question.name, "wrong");
    else if (answer !== undefined) answers[question.name] = answer.value;
    else if (question.type.optional !== true && question.type.list !== true)
      mistakes.set(question.name, "missing");
  }
  return { answers, mistakes };
}

function answerOf(
  { type, scale }: Question,
  given: readonly string[],
  zone: string,
): { readonly value: Json } | { readonly wrong: true } {
  const { list, ...element } = type;
  if (given.some((value) => value.length > LONGEST_ANSWER) || (list !== true && given.length > 1)) {
    return { wrong: true };
  }
  try {
    const values = given.map((value) =>
      readValue(element, value.replace(/\r\n?/g, "\n").trim(), { form: "text", zone }),
    );
    if (scale !== undefined && !values.every((value) => isOnScale(value, scale))) return { wrong: true };
    return { value: list === true ? values : (values[0] ?? null) };
  } catch (error) {
    if (error instanceof ValueError) return { wrong: true };
    throw error;
  }
}

function isOnScale(value: Json, { low, high }: NonNullable<Question["scale"]>): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}
