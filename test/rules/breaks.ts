import type { Break } from "./breaks/break.ts";
import { CALENDAR } from "./breaks/calendar.ts";
import { CAUSES } from "./breaks/causes.ts";
import { DECIDING } from "./breaks/deciding.ts";
import { EFFECTS } from "./breaks/effects.ts";
import { ERASING } from "./breaks/erasing.ts";
import { EVENTS } from "./breaks/events.ts";
import { SENDING } from "./breaks/sending.ts";
import { STORAGE } from "./breaks/storage.ts";
import { TEMPORAL } from "./breaks/temporal.ts";
import { WAKING } from "./breaks/waking.ts";

export const BREAKS: readonly Break[] = [
  ...DECIDING,
  ...EFFECTS,
  ...SENDING,
  ...EVENTS,
  ...CAUSES,
  ...WAKING,
  ...TEMPORAL,
  ...CALENDAR,
  ...ERASING,
  ...STORAGE,
].sort((one, other) => one.rule - other.rule);
