import { countingOf } from "./load/counting.ts";
import { checkLoad } from "./load/too-many.ts";
import { checkLoops } from "./loops/loops.ts";
import { checkAddresses } from "./reach/addresses.ts";
import { checkOwnExits } from "./reach/own-exits.ts";
import { checkResponses } from "./reach/responses.ts";
import { checkSameMessage } from "./repeats/same-message.ts";
import type { Subject } from "./subject.ts";
import { checkAskedTooEarly } from "./time/asked-too-early.ts";
import { checkDelaysInARow } from "./time/delays-in-a-row.ts";
import { checkGoalWindows } from "./time/goals.ts";
import { checkPastMoments } from "./time/past-moments.ts";
import { checkReentry } from "./time/reentry.ts";
import { checkSignUps } from "./time/sign-ups.ts";
import { type JourneySummary, summaryOf } from "./together/summary.ts";
import { checkCapsThatSkip } from "./windows/caps-that-skip.ts";
import { checkClosedWindows } from "./windows/closed-windows.ts";

/** All that the paths of one journey show, and what the others have to know of it. It is asked only of a journey without errors. */
export function analyseJourney(subject: Subject): JourneySummary {
  checkAskedTooEarly(subject);
  checkPastMoments(subject);
  checkGoalWindows(subject);
  checkReentry(subject);
  checkSignUps(subject);
  checkDelaysInARow(subject);
  checkClosedWindows(subject);
  checkCapsThatSkip(subject);
  checkAddresses(subject);
  checkOwnExits(subject);
  checkResponses(subject);
  checkSameMessage(subject);
  checkLoops(subject);
  const counting = countingOf(subject);
  checkLoad(subject, counting);
  return summaryOf(subject, counting);
}
