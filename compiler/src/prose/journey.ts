import type { Journey } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { peopleTold } from "./people.ts";
import { settingText, type ToldSetting, type Topic, toldSettings, unsaidReentry } from "./settings.ts";
import { type ToldStep, type ToldWay, toldSteps } from "./steps.ts";
import { tellingOf } from "./telling.ts";
import { visible } from "./visible.ts";
import { capitalized, sentence } from "./wording.ts";

/**
 * A journey as numbered English for those who do not program: Markdown that also reads as plain text. An unfinished journey is
 * told as far as it goes.
 */
export function proseOf(model: Model, journey: Journey): string {
  const telling = tellingOf(model);
  const settings = toldSettings(journey, telling);
  const steps = toldSteps(journey.steps, telling);
  const sections = [
    headOf(journey),
    section("Who starts", lines(settings, "start"), "Nobody: the journey has no start yet."),
    section("Who leaves early", lines(settings, "exit")),
    section("Rules", [...lines(settings, "rule"), ...[unsaidReentry(journey) ?? []].flat()]),
    section("Goal", lines(settings, "goal")),
    `## Steps\n\n${stepsText(steps)}`,
    section("Groups of people", peopleTold(journey, model)),
  ];
  return `${visible(sections.filter((text) => text !== "").join("\n\n")).replaceAll("<", "\\<")}\n`;
}

function headOf(journey: Journey): string {
  const name = journey.name?.text ?? "…";
  const title = settingText(journey, "Title");
  const objective = settingText(journey, "Objective");
  const about = [
    `The journey ${name}, for the audience ${journey.audience?.text ?? "…"}.`,
    ...(objective === undefined ? [] : [`Its objective is "${objective}".`]),
  ].join(" ");
  const doc = journey.doc === undefined ? [] : [journey.doc.replace(/\s+/g, " ").trim()];
  return [`# ${title ?? name}`, ...doc, about].join("\n\n");
}

function lines(settings: readonly ToldSetting[], topic: Topic): readonly string[] {
  return settings.filter((setting) => setting.topic === topic).map(({ text }) => text);
}

function section(title: string, texts: readonly string[], none?: string): string {
  if (texts.length === 0) return none === undefined ? "" : `## ${title}\n\n${none}`;
  return `## ${title}\n\n${texts.map((text) => `- ${text}`).join("\n")}`;
}

function stepsText(steps: readonly ToldStep[]): string {
  if (steps.length === 0) return "None yet: a contact who starts is done at once.";
  return steps
    .flatMap((step, index) => {
      const number = String(index + 1);
      const indent = " ".repeat(number.length + 2);
      return stepLines(step, number, `${number}.`, "", indent);
    })
    .join("\n");
}

/** The lines of a step and of all that is below it, under a number as `3` or `3.a.1`. */
function stepLines(
  told: ToldStep,
  number: string,
  mark: string,
  indent: string,
  deeper: string,
): readonly string[] {
  const hasMore = told.ways.length > 0 || told.inner.length > 0;
  const isOpen = hasMore && !isAside(told);
  const only = told.step.kind === "If" ? onlyPlain(told.inner) : undefined;
  if (only !== undefined)
    return [`${indent}${mark} ${labelled(told, `${capitalized(told.text)}:`)} ${small(only)}`];
  const line = `${indent}${mark} ${labelled(told, isOpen ? `${capitalized(told.text)}:` : sentence(told.text))}`;
  const ways = told.ways.flatMap((way, index) => wayLines(way, `${number}.${letterOf(index)}`, deeper));
  const inner = told.inner.flatMap((step, index) => nested(step, `${number}.${index + 1}`, deeper));
  return [line, ...ways, ...inner];
}

/** A step that does something first, and has ways only for when it fails: its sentence ends before them. */
function isAside({ step }: ToldStep): boolean {
  return step.otherwise !== undefined && step.kind !== "Wait";
}

function nested(step: ToldStep, number: string, indent: string): readonly string[] {
  return stepLines(step, number, `- ${number}`, indent, `${indent}  `);
}

/** A way with one plain step, or none, takes one line. */
function wayLines({ text, steps }: ToldWay, number: string, indent: string): readonly string[] {
  const head = `${indent}- ${number} ${capitalized(text)}`;
  if (steps.length === 0) return [`${head}: go on.`];
  const only = onlyPlain(steps);
  if (only !== undefined) return [`${head}: ${small(only)}`];
  return [
    `${head}:`,
    ...steps.flatMap((step, index) => nested(step, `${number}.${index + 1}`, `${indent}  `)),
  ];
}

/** The step of a block that holds nothing but one that fits on its line. */
function onlyPlain(steps: readonly ToldStep[]): ToldStep | undefined {
  const [only, ...others] = steps;
  const isPlain = others.length === 0 && only?.ways.length === 0 && only.inner.length === 0;
  return isPlain ? only : undefined;
}

/** A step as the end of a line that another clause began. */
function small(told: ToldStep): string {
  const line = labelled(told, sentence(told.text));
  return `${told.text.charAt(0)}${line.slice(1)}`;
}

/** A sentence with the step's label and its comment behind it. */
function labelled({ step }: ToldStep, line: string): string {
  const label = step.label === undefined ? "" : ` (known as ${step.label.text})`;
  const end = line.at(-1) ?? "";
  const comment = step.doc === undefined ? "" : ` (${step.doc.replace(/\s+/g, " ").trim()})`;
  return `${line.slice(0, -1)}${label}${end}${comment}`;
}

/** `a`, `b` … `z`, `aa` … */
function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}
