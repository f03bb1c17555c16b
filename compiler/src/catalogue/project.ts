import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";

const NOTHING_ELSE = "audience Newsletter { }";
const JOURNEY =
  'audience Newsletter { tags "vip" }\njourney Welcome for Newsletter {\n  start when contact signs up';

/** A project whose trajet.json is what matters. */
function configured(config: string) {
  return example(NOTHING_ELSE, { config: `${config}\n` });
}

function withText(config: string) {
  return example(
    `audience Newsletter { }
sms Nudge for Newsletter { text "Your cart is waiting." }
journey Cart for Newsletter { start manually  send sms Nudge otherwise { exit } }`,
    { config: `${config}\n` },
  );
}

function withLoyalty(plan: string) {
  return example(
    `audience Newsletter { }
store Boutique { currency EUR }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
loyalty Best for Newsletter { from Boutique  rank by orders  over last year  top 10 }
journey Thanks for Newsletter { start when contact enters Best  send email Hello }`,
    { config: `{ "name": "shop", "limits": "${plan}" }\n` },
  );
}

/** TJ6xxx: trajet.json, its limits, and comments that silence. */
export const PROJECT = {
  TJ6001: entry({
    name: "config-not-json",
    severity: "error",
    message: (p: { problem: string }) => `trajet.json cannot be read: ${p.problem}.`,
    help: "Write it as JSON: keys and texts in double quotes, a comma between two settings, no comments.",
    explanation:
      "The settings of a project are one JSON object. While it cannot be read, all settings have their defaults.",
    bad: configured('{ "name": "shop" "timezone": "Europe/Paris" }'),
    good: configured('{ "name": "shop", "timezone": "Europe/Paris" }'),
  }),
  TJ6002: entry({
    name: "unknown-setting",
    severity: "error",
    message: (p: { key: string; of: string; nearest: string | undefined }) =>
      `There is no setting "${p.key}" in ${p.of}.${didYouMean(p.nearest)}`,
    help: "Use one of the settings that the manual lists, or take it out.",
    explanation: "A misspelt setting would do nothing, and nobody would notice.",
    bad: configured('{ "name": "shop", "timezon": "Europe/Paris" }'),
    good: configured('{ "name": "shop", "timezone": "Europe/Paris" }'),
    fixes: ["use-nearest"],
  }),
  TJ6003: entry({
    name: "setting-value",
    severity: "error",
    message: (p: { setting: string; problem: string }) =>
      `The setting ${p.setting} cannot be this: ${p.problem}.`,
    help: "Give it a value of that form.",
    explanation: "Each setting has a form. One that has another form is left at its default, and reported.",
    bad: configured('{ "name": "shop", "weekStart": "tuesday" }'),
    good: configured('{ "name": "shop", "weekStart": "monday" }'),
  }),
  TJ6004: entry({
    name: "missing-setting",
    severity: "error",
    message: (p: { key: string; of: string }) => `The setting "${p.key}" is missing in ${p.of}.`,
    help: "Add it.",
    explanation: "A project has a name, by which its data and its server are told from others.",
    bad: configured('{ "timezone": "Europe/Paris" }'),
    good: configured('{ "name": "shop", "timezone": "Europe/Paris" }'),
  }),
  TJ6005: entry({
    name: "secret-in-config",
    severity: "error",
    message: (p: { setting: string }) =>
      `The setting ${p.setting} has a password in it, and trajet.json is shared.`,
    help: 'Put it into an environment variable, and name that: "env:DATABASE_URL".',
    explanation:
      "The file trajet.json stands beside the journeys, in version control. Secrets are only ever named there.",
    bad: configured('{ "name": "shop", "database": "postgres://shop:secret@db.example/shop" }'),
    good: configured('{ "name": "shop", "database": "env:DATABASE_URL" }'),
  }),
  TJ6006: entry({
    name: "unknown-severity-code",
    severity: "error",
    message: (p: { code: string; nearest: string | undefined }) =>
      `There is no diagnostic "${p.code}".${didYouMean(p.nearest)}`,
    help: "Use a code that the manual lists, as TJ4023.",
    explanation:
      "`severity` in trajet.json makes the diagnostics of a code errors, warnings or infos, or turns them off.",
    bad: configured('{ "name": "shop", "severity": { "TJ40231": "error" } }'),
    good: configured('{ "name": "shop", "severity": { "TJ4023": "error" } }'),
  }),
  TJ6010: entry({
    name: "suppression-without-reason",
    severity: "warning",
    message: (p: { code: string }) => `This comment gives no reason, so ${p.code} is not silenced.`,
    help: "Say why it is fine here: // trajet-ignore TJ4023: contacts are removed by hand.",
    explanation: "A silenced diagnostic is a decision. The reason is for those who read the line later.",
    bad: example(`${JOURNEY}
  // trajet-ignore TJ4021
  if contact.rating > 3 { tag "vip" }
}`),
    good: example(`${JOURNEY}
  // trajet-ignore TJ4021: switched off until the new rating is there
  if false { tag "vip" }
}`),
  }),
  TJ6011: entry({
    name: "unused-suppression",
    severity: "warning",
    message: (p: { code: string }) =>
      `Nothing on the line that it is for gives ${p.code}, so this comment silences nothing.`,
    help: "Take the comment out.",
    explanation: "A comment that silences nothing would silence the next mistake unseen.",
    bad: example(`${JOURNEY}
  // trajet-ignore TJ4021: switched off until the new rating is there
  if contact.rating > 3 { tag "vip" }
}`),
    good: example(`${JOURNEY}
  // trajet-ignore TJ4021: switched off until the new rating is there
  if false { tag "vip" }
}`),
    fixes: ["remove-suppression"],
  }),
  TJ6012: entry({
    name: "suppression-without-code",
    severity: "warning",
    message: (p: { code: string }) =>
      p.code === ""
        ? "This comment does not say what it silences."
        : `There is no diagnostic "${p.code}", so this comment silences nothing.`,
    help: "Write the code and the reason: // trajet-ignore TJ4023: contacts are removed by hand.",
    explanation:
      "A comment silences the codes that it names, on the line below it or, where it ends a line, on that one; never everything.",
    bad: example(`${JOURNEY}
  // trajet-ignore everything: it works
  if contact.rating > 3 { tag "vip" }
}`),
    good: example(`${JOURNEY}
  // trajet-ignore TJ4021: switched off until the new rating is there
  if false { tag "vip" }
}`),
  }),
  TJ6015: entry({
    name: "limit-exceeded",
    severity: "error",
    message: (p: { noun: string; found: number; limit: number; plan: string }) =>
      `There are ${p.found} ${p.noun} here, and ${p.plan === "own" ? "trajet.json" : `the plan "${p.plan}"`} allows ${p.limit}.`,
    help: "Take some out, or change limits in trajet.json.",
    explanation: "`limits` in trajet.json keeps journeys within a plan, or within limits of your own.",
    bad: example(`${JOURNEY}\n  delay 1 day\n  tag "vip"\n}`, {
      config: '{ "name": "shop", "limits": { "steps": 1 } }\n',
    }),
    good: example(`${JOURNEY}\n  tag "vip"\n}`, { config: '{ "name": "shop", "limits": { "steps": 1 } }\n' }),
  }),
  TJ6016: entry({
    name: "not-in-plan",
    severity: "error",
    message: (p: { construct: string; plan: string }) => `The plan "${p.plan}" has no \`${p.construct}\`.`,
    help: "Take it out, or change limits in trajet.json.",
    explanation:
      "Smaller plans have no branches, no match, splits, webhooks, custom audiences or text messages.",
    bad: example(`${JOURNEY}\n  if contact.rating > 3 { tag "vip" }\n}`, {
      config: '{ "name": "shop", "limits": "essentials" }\n',
    }),
    good: example(`${JOURNEY}\n  tag "vip"\n}`, { config: '{ "name": "shop", "limits": "essentials" }\n' }),
  }),
  TJ6030: entry({
    name: "technical-ceiling",
    severity: "error",
    message: (p: { what: string; found: number; ceiling: number }) =>
      `There are ${p.found} ${p.what} here, and no project can have more than ${p.ceiling}.`,
    help: "Divide the journey: journeys can start each other, and fragments be run.",
    explanation:
      "Whatever `limits` says, a journey has at most 2,000 steps and a loop 1,000 turns. What goes beyond is mostly a slip.",
    bad: example(`${JOURNEY}\n  repeat up to 5000 times { delay 1 day  tag "vip" }\n}`),
    good: example(`${JOURNEY}\n  repeat up to 500 times { delay 1 day  tag "vip" }\n}`),
  }),
  TJ6031: entry({
    name: "sms-not-added",
    severity: "error",
    message: (p: { plan: string }) => `The plan "${p.plan}" has text messages only as an add-on.`,
    help: 'Write "sms": true in trajet.json if you have it; or send an email.',
    explanation:
      "`limits` in trajet.json keeps journeys within a plan. What was added to the plan is said beside it.",
    bad: withText('{ "name": "shop", "limits": "standard" }'),
    good: withText('{ "name": "shop", "limits": "standard", "sms": true }'),
  }),
  TJ6032: entry({
    name: "loyalty-message-not-in-plan",
    severity: "error",
    message: (p: { query: string; plan: string }) =>
      `The plan "${p.plan}" sends no messages to the people of a loyalty query, and ${p.query} starts this journey.`,
    help: "Start it by something else, or change limits in trajet.json.",
    explanation: "On the smallest plan a loyalty board can be looked at, and is sent nothing.",
    bad: withLoyalty("free"),
    good: withLoyalty("essentials"),
  }),
} as const;
