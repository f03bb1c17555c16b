import type { Setting, Step, StepBase } from "../tree/index.ts";

/** The steps that are being read, and the settings of the journey that they belong to. */
export interface Scope {
  readonly of: "journey" | "block" | "fragment";
  readonly steps: Step[];
  /** Of the journey around; those of a fragment lead nowhere. */
  readonly settings: Setting[];
  /** How many of the steps were read without a mistake: only these can stand before a setting. */
  sound: number;
  /** The last line, or a part of it, had a mistake. */
  tainted: boolean;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a step's own rule reads of it: all but its label, its doc and its span. */
export type StepForm = Without<Step, keyof StepBase> & { readonly otherwise?: StepBase["otherwise"] };
export type SettingForm = Without<Setting, "span" | "afterSteps">;

/** What a line of a journey turned out to be. */
export type Item = { readonly step: StepForm } | { readonly setting: SettingForm };
