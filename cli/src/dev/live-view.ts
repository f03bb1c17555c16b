import { createColors } from "picocolors";
import type { MailCounts } from "./mail-counts.ts";

/** Where the people of a journey stand. */
export interface JourneyView {
  readonly title: string;
  readonly entered: number;
  readonly active: number;
  readonly finished: number;
  readonly exited: number;
  /** Runs that cannot go on by themselves. */
  readonly stuck: number;
  /** People at a step, in the order of the text. `step` reads like the source line. */
  readonly at: readonly { readonly step: string; readonly people: number }[];
}

/** What the terminal shows of a running `trajet dev`. */
export interface LiveState {
  readonly project: string;
  /** The clock of the project: milliseconds since 1970. */
  readonly now: number;
  readonly timezone: string;
  /** `1 day = 1 second`; `undefined` for real time. */
  readonly speed: string | undefined;
  readonly journeys: readonly JourneyView[];
  readonly mails: MailCounts;
  /** Lines of the play: how many have happened, of how many. */
  readonly play: { readonly done: number; readonly of: number } | undefined;
  readonly pages: readonly { readonly name: string; readonly url: string }[];
  /** What is to say besides, such as that the last change of a file has errors. */
  readonly notes: readonly string[];
}

/** The whole picture, for a terminal that is redrawn. */
export function renderLive(state: LiveState, color: boolean): string {
  const paint = createColors(color);
  const heading = `${paint.bold("Trajet")} · ${state.project}   ${paint.cyan(clockOf(state))}`;
  const titles = widest(state.journeys.map(({ title }) => title));
  const journeys = state.journeys.flatMap((journey) => [
    `  ${paint.bold(journey.title.padEnd(titles))}  ${countsOf(journey)}`,
    ...journey.at.map(({ step, people }) => `  ${paint.dim(`${String(people).padStart(6)} at ${step}`)}`),
  ]);
  const names = widest(state.pages.map(({ name }) => name));
  const pages = state.pages.map(({ name, url }) => `  ${name.padEnd(names)}  ${paint.cyan(url)}`);
  const notes = state.notes.map((note) => `  ${paint.yellow(note)}`);
  const blocks = [[heading], journeys, [`  ${mailsOf(state)}${playOf(state)}`], pages, notes];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

/** One line on the same, for output that goes to a file: `Tue 24 Nov 2026, 09:00: 12 under way, …`. */
export function lineOf(state: LiveState): string {
  const sum = (key: "active" | "finished" | "exited") =>
    state.journeys.reduce((total, journey) => total + journey[key], 0);
  const people = `${sum("active")} under way, ${sum("finished")} finished, ${sum("exited")} left`;
  return `${momentOf(state)}: ${people}, ${mailsOf(state).toLowerCase()}${playOf(state)}`;
}

function clockOf(state: LiveState): string {
  return state.speed === undefined ? momentOf(state) : `${momentOf(state)} (${state.speed})`;
}

function momentOf({ now, timezone }: LiveState): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezone,
  });
  return format.format(now);
}

function countsOf({ entered, active, finished, exited, stuck }: JourneyView): string {
  const counts = [
    `${entered} entered`,
    `${active} under way`,
    `${finished} finished`,
    ...(exited > 0 ? [`${exited} left`] : []),
    ...(stuck > 0 ? [`${stuck} stuck`] : []),
  ];
  return counts.join(" · ");
}

function mailsOf({ mails }: LiveState): string {
  const parts = [
    `${mails.sent} ${mails.sent === 1 ? "mail" : "mails"} sent`,
    ...mails.others.map(({ channel, sent }) => `${sent} by ${channel}`),
    ...(mails.refused > 0 ? [`${mails.refused} refused`] : []),
    ...(mails.unknown > 0 ? [`${mails.unknown} unknown`] : []),
  ];
  return parts.join(" · ");
}

function playOf({ play }: LiveState): string {
  return play === undefined || play.done === play.of ? "" : ` · ${play.done} of ${play.of} events played`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
