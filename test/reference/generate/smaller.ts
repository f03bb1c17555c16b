import type { Case, MadeJourney, MadeStep, Told } from "./case.ts";

/** Cases with a part less each, the biggest parts first. What does not check any more is thrown away by who looks at it. */
export function smaller(made: Case): readonly Case[] {
  return [
    ...without(made.project.journeys).map((journeys) => withJourneys(made, journeys)),
    ...made.people.slice(1).map(({ id }) => ({
      ...made,
      people: made.people.filter((person) => person.id !== id),
      told: made.told.filter(({ contact }) => contact !== id),
    })),
    ...(made.crashEvery === 0 ? [] : [{ ...made, crashEvery: 0 }]),
    ...(made.answers.length === 1 ? [] : [{ ...made, answers: ["done"] as const }]),
    ...fewer(made.told).map((told) => ({ ...made, told })),
    ...each(made.project.journeys, smallerJourney).map((journeys) => withJourneys(made, journeys)),
    ...each(made.told, (told) => (told.late === 0 ? [] : [{ ...told, late: 0 }])).map((told) => ({
      ...made,
      told,
    })),
    ...each(made.told, (told) => (told.after === 0 ? [] : [{ ...told, after: 0 }])).map((told) => ({
      ...made,
      told,
    })),
    ...each(made.people, ({ id, fields }) =>
      without(Object.entries(fields)).map((rest) => ({ id, fields: Object.fromEntries(rest) })),
    ).map((people) => ({ ...made, people })),
  ];
}

const withJourneys = (made: Case, journeys: readonly MadeJourney[]): Case => ({
  ...made,
  project: { ...made.project, journeys },
});

const without = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  of.map((_, index) => of.filter((_, other) => other !== index));

/** Whoever is told of stays signed up. */
function fewer(told: readonly Told[]): readonly (readonly Told[])[] {
  const isSignUp = ({ what }: Told): boolean => what.kind === "signs up";
  const [first, rest] = [told.filter(isSignUp), told.filter((each) => !isSignUp(each))];
  return [...halves(rest), ...without(rest)].map((some) => [...first, ...some]);
}

const halves = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  of.length < 4 ? [] : [of.slice(0, of.length >> 1), of.slice(of.length >> 1)];

/** A list with one of its elements made smaller. */
const each = <T>(of: readonly T[], make: (one: T) => readonly T[]): readonly (readonly T[])[] =>
  of.flatMap((one, index) => make(one).map((less) => of.with(index, less)));

function smallerJourney(journey: MadeJourney): readonly MadeJourney[] {
  return [
    ...without(journey.settings).map((settings) => ({ ...journey, settings })),
    ...smallerSteps(journey.steps).flatMap((steps) => (steps.length === 0 ? [] : [{ ...journey, steps }])),
  ];
}

function smallerSteps(steps: readonly MadeStep[]): readonly (readonly MadeStep[])[] {
  return [
    ...without(steps),
    ...steps.flatMap((step, index) => step.blocks.map((block) => steps.toSpliced(index, 1, ...block.steps))),
    ...each(steps, smallerStep),
  ];
}

function smallerStep(step: MadeStep): readonly MadeStep[] {
  return [
    ...without(step.blocks).map((blocks) => ({ ...step, blocks })),
    ...each(step.blocks, (block) => smallerSteps(block.steps).map((steps) => ({ ...block, steps }))).map(
      (blocks) => ({
        ...step,
        blocks,
      }),
    ),
  ];
}
