import type { Journey, Setting } from "@trajet/grammar";
import { conditionInWords, valueInWords } from "./expressions.ts";
import { scheduleInWords } from "./schedules.ts";
import type { Telling } from "./telling.ts";
import { triggersInWords } from "./triggers.ts";
import { capitalized, counted, dateInWords, listed, quoted, sentence } from "./wording.ts";

/** The title or the objective of a journey, if it says one. */
export function settingText({ settings }: Journey, kind: "Title" | "Objective"): string | undefined {
  for (const setting of settings) if (setting.kind === kind) return setting.text?.value;
  return undefined;
}

/** Where a setting is told: who starts, who leaves early, what is aimed at, or among the other rules. */
export type Topic = "start" | "exit" | "goal" | "rule";

/** A setting as a sentence of its own. */
export interface ToldSetting {
  readonly topic: Topic;
  readonly setting: Setting;
  readonly text: string;
}

/** The settings of a journey that are rules, each as a sentence, in the order of the text; its names are none. */
export function toldSettings(journey: Journey, telling: Telling): readonly ToldSetting[] {
  return journey.settings.flatMap((setting) => {
    const topic = topicOf(setting);
    return topic === undefined ? [] : [{ topic, setting, text: sentence(settingInWords(setting, telling)) }];
  });
}

/** What holds where a journey does not say whether one may start again (language.md §6.1). */
export function unsaidReentry({ settings }: Journey): string | undefined {
  if (settings.some(({ kind }) => kind === "Reenter")) return undefined;
  const key = settings.find((setting) => setting.kind === "RunKey");
  if (key !== undefined)
    return isEveryStart(key) ? undefined : "For each of these, a contact starts only once.";
  const comesBack = settings.some(
    (setting) => setting.kind === "StartSchedule" && setting.schedule.recurrence.kind !== "once",
  );
  return comesBack
    ? "A contact starts each time, unless a run of theirs is under way."
    : "A contact starts only once.";
}

function isEveryStart({ per }: Of<"RunKey">): boolean {
  const [only] = per;
  return (
    per.length === 1 && only?.kind === "Reference" && only.path.length === 1 && only.path[0]?.text === "entry"
  );
}

function topicOf(setting: Setting): Topic | undefined {
  switch (setting.kind) {
    case "Title":
    case "Objective":
      return undefined;
    case "StartWhen":
    case "StartManually":
    case "StartSchedule":
      return "start";
    case "ExitWhen":
    case "ExitIf":
      return "exit";
    case "Goal":
      return "goal";
    default:
      return "rule";
  }
}

function settingInWords(setting: Setting, telling: Telling): string {
  switch (setting.kind) {
    case "Title":
    case "Objective":
      return quoted(setting.text?.value);
    case "Timezone":
      return `times are those of ${setting.text?.value ?? "…"}, unless the contact has a time zone of their own`;
    case "StartWhen":
    case "ExitWhen":
      return `when ${triggersInWords([setting.trigger, ...setting.orWhen].filter(isThere), telling)}`;
    case "StartManually":
      return "by hand, from the console, the command line or the API";
    case "StartSchedule":
      return scheduleInWords(setting.schedule, telling);
    case "EntryWindow":
      return entryInWords(setting);
    case "ExitIf":
      return `as soon as ${conditionInWords(setting.condition, telling)}`;
    case "Reenter":
      return reenterInWords(setting, telling);
    case "RunKey":
      return runKeyInWords(setting, telling);
    case "Goal":
      return goalInWords(setting, telling);
    case "SendWindow":
      return windowInWords(setting, telling);
    case "Cap":
      return capInWords(setting);
    case "Resume":
      return resumeInWords(setting, telling);
    default:
      return setting satisfies never;
  }
}

type Of<K extends Setting["kind"]> = Extract<Setting, { kind: K }>;

function entryInWords({ from, to }: Of<"EntryWindow">): string {
  const until = to === undefined ? "" : ` to ${dateInWords(to.text)}`;
  return `contacts start only from ${dateInWords(from?.text)}${until === "" ? " on" : until}`;
}

function reenterInWords({ policy, after }: Of<"Reenter">, telling: Telling): string {
  switch (policy) {
    case undefined:
      return "a contact may start again …";
    case "never":
      return "a contact starts only once";
    case "always":
      return "a contact may start again whenever their last run is over";
    case "restart":
      return "a new start takes the place of the run that is under way";
    case "after":
      return `a contact may start again ${valueInWords(after, telling)} after their last start`;
    default:
      return policy satisfies never;
  }
}

function runKeyInWords(setting: Of<"RunKey">, telling: Telling): string {
  if (isEveryStart(setting)) return "every start has a run of its own";
  const keys = setting.per.map((key) => valueInWords(key, telling).replace(/^the /, ""));
  return `a contact has one run for each ${listed(keys)}`;
}

function goalInWords({ name, within, triggers, thenExit }: Of<"Goal">, telling: Telling): string {
  const window =
    within === undefined ? "while the run lasts" : `within ${valueInWords(within, telling)} of the start`;
  const end = thenExit ? "; the run ends with it" : "";
  return `${quoted(name?.value)} is reached when ${triggersInWords(triggers, telling)}, ${window}${end}`;
}

function windowInWords({ from, to, days, orSkip }: Of<"SendWindow">, telling: Telling): string {
  const on =
    days === undefined ? "" : ` on ${typeof days === "string" ? days : listed(days.map(capitalized))}`;
  const hours = `between ${valueInWords(from, telling)} and ${valueInWords(to, telling)}`;
  return `messages leave only ${hours}${on}; at other times they ${orSkip ? "are left out" : "are held back until then"}`;
}

function capInWords({ count, unit, across, orSkip }: Of<"Cap">): string {
  const messages = across === undefined ? "of this journey" : `labelled ${quoted(across.value)}`;
  const most = counted(count?.text ?? "…", "message");
  return `a contact gets at most ${most} ${messages} per ${unit ?? "…"}; ${orSkip ? "more are left out" : "more are held back"}`;
}

function resumeInWords({ policy, olderThan, over }: Of<"Resume">, telling: Telling): string {
  const spread = over === undefined ? "" : `, spread over ${valueInWords(over, telling)}`;
  const after = "after the journey was paused,";
  switch (policy) {
    case undefined:
      return `${after} …`;
    case "continue":
      return `${after} runs go on where they were${spread}`;
    case "exit":
      return `${after} runs end${spread}`;
    case "skip":
      return `${after} runs go on where they were, but messages held for more than ${valueInWords(olderThan, telling)} are left out${spread}`;
    default:
      return policy satisfies never;
  }
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
