import { MAX_LENGTH } from "../project/text.ts";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";

const SOUND = 'audience Newsletter { tags "vip" }';

/** TJ6xxx: the files of a project as files, whatever stands in them. */
export const FILES = {
  TJ6013: entry({
    name: "file-missing",
    severity: "error",
    message: (p: { path: string; what: string }) => `There is no file "${p.path}" for this ${p.what}.`,
    help: "Create it, or correct the path: it counts from the folder of trajet.json.",
    explanation: "JSON Schemas of events and lists of products stand in files of their own.",
    bad: example(`store Boutique { currency EUR  products from "products.json" }`),
    good: example(`store Boutique { currency EUR  products from "products.json" }`, {
      files: { "products.json": '["mug", "plate"]\n' },
    }),
  }),
  TJ6014: entry({
    name: "file-unreadable",
    severity: "error",
    message: (p: { path: string; problem: string }) => `"${p.path}" cannot be used: ${p.problem}.`,
    help: "Correct the file.",
    explanation:
      "A JSON Schema for an event describes an object with its properties. A list of products is a JSON list of codes, or of products with a sku.",
    bad: example(`store Boutique { currency EUR  products from "products.json" }`, {
      files: { "products.json": '{ "mug": true }\n' },
    }),
    good: example(`store Boutique { currency EUR  products from "products.json" }`, {
      files: { "products.json": '["mug", "plate"]\n' },
    }),
  }),
  TJ6017: entry({
    name: "file-not-read",
    severity: "error",
    message: (p: { path: string; problem: string }) => `"${p.path}" could not be read: ${p.problem}.`,
    help: "Let it be read by who runs Trajet, or take it out of the project's folder.",
    explanation: "What cannot be read cannot be checked: it may declare what the other files use.",
    bad: example(SOUND, {
      omitted: [{ path: "loyalty.journey", why: "unreadable", problem: "permission was denied" }],
    }),
    good: example(SOUND),
  }),
  TJ6018: entry({
    name: "binary-file",
    severity: "error",
    message: (p: { path: string }) => `"${p.path}" is no text: there is a zero byte in it.`,
    help: "Save it as text in UTF-8. If it is something else, give it another ending.",
    explanation:
      "Journeys and templates are texts. An image, an archive or a text in UTF-16 has zero bytes, and nothing in it is read.",
    bad: example(`${SOUND}\u0000`),
    good: example(SOUND),
  }),
  TJ6019: entry({
    name: "broken-character",
    severity: "error",
    message: (p: { places: number }) =>
      p.places === 1
        ? "Here stands something that is no character in UTF-8."
        : `Here, and at ${p.places - 1} other places in this file, stands something that is no character in UTF-8.`,
    help: "Save the file in UTF-8, and write the character again: it is lost.",
    explanation:
      "Files are read in UTF-8. A file that was saved in another encoding, as Windows-1252, or that was cut in the middle of a character, would send broken letters to people.",
    bad: example('audience Newsletter { tags "caf\uDCE9" }'),
    good: example('audience Newsletter { tags "café" }'),
  }),
  TJ6020: entry({
    name: "hidden-direction",
    severity: "warning",
    message: (p: { character: string }) =>
      `Here stands a character that nobody sees, ${p.character}: it changes the order in which the rest of the line is shown.`,
    help: "Take it out. Text from right to left needs none: editors know by its letters.",
    explanation:
      "Characters that control the direction of text can make a line look as if it said something else than what is run. Whoever reviews it approves what they see.",
    bad: example('audience Newsletter { tags "vip\u202E" }'),
    good: example('audience Newsletter { tags "vip", "שלום" }'),
    fixes: ["escape-character", "remove-character"],
  }),
  TJ6021: entry({
    name: "file-too-large",
    severity: "error",
    message: (p: { megabytes: string }) =>
      `This file has ${p.megabytes} MB, and a text that people write has at most ${MAX_LENGTH / 1_000_000}: it is not read.`,
    help: "Divide it into several files, or move data that is no journey or template out of it.",
    explanation: "Such a file was made by mistake, as by a program that never ended. Nothing in it is read.",
    // Made when it is asked for: nobody who only checks is to hold two megabytes of it.
    bad: {
      get text() {
        return `${SOUND}\n// ${"x".repeat(MAX_LENGTH)}\n`;
      },
    },
    good: example(SOUND),
  }),
  TJ6022: entry({
    name: "link-in-a-circle",
    severity: "warning",
    message: (p: { path: string }) =>
      `"${p.path}" is a link to a folder that it stands in, so it has no end: it is left out.`,
    help: "Remove the link.",
    explanation: "What the link leads to is part of the project already, and is read once.",
    bad: example(SOUND, { omitted: [{ path: "journeys/again", why: "circle" }] }),
    good: example(SOUND),
  }),
  TJ6023: entry({
    name: "project-inside",
    severity: "info",
    message: (p: { path: string }) =>
      `"${p.path}" has a trajet.json of its own: it is another project, and left out of this one.`,
    help: "Check it by itself: trajet check takes several paths. To make it part of this project, remove its trajet.json.",
    explanation:
      "Each project has its own names and settings. What is declared in one cannot be used in the other.",
    bad: example(SOUND, { omitted: [{ path: "archive", why: "project" }] }),
    good: example(SOUND),
  }),
  TJ6024: entry({
    name: "no-journeys",
    severity: "warning",
    message: () => "There is nothing in this project's .journey files, or there are none.",
    help: "Write one, or copy a prebuilt one: trajet init lists them.",
    explanation: "A check that has nothing to look at finds nothing. That is seldom what was meant.",
    bad: example("", { config: '{ "name": "shop" }\n' }),
    good: example(SOUND, { config: '{ "name": "shop" }\n' }),
  }),
} as const;
