#!/usr/bin/env node
// `npx trajet …` inside the clone: plain JavaScript for any Node ≥ 18 that goes on under Node 24, which runs the
// TypeScript sources as they are, or the snapshot made from them.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode24 } from "../scripts/setup/node24.mjs";
import { goOn } from "./start/go-on.mjs";
import { environmentFor, programFor } from "./start/program.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function nodeOrExit() {
  try {
    return findNode24(root);
  } catch (error) {
    console.error(`trajet: ${error.message}`);
    process.exit(2);
  }
}

const node = nodeOrExit();
const args = process.argv.slice(2);
goOn(node, [...(await programFor(root, node, args)), ...args], environmentFor(root, args));
