// A fresh home for one run: settings, extensions, sockets, the browser's profile and the project, removed afterwards.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { clone } from "./paths.mjs";

/** Nothing that opens by itself, nothing that calls out, nothing that moves; and saving formats. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.reduceMotion": "on",
  "workbench.enableExperiments": false,
  "workbench.colorTheme": "Default Dark Modern",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "json.schemaDownload.enable": false,
  "git.enabled": false,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "[trajet]": { "editor.formatOnSave": true },
};

/**
 * Makes the folders of a run, with a copy of a project to work on. The path is short, for a Unix socket (107 bytes) lives
 * in it. `settings` are beside those of every run.
 */
export function makeProfile(project, settings = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), "vs-"));
  const folder = (name) => {
    const made = path.join(home, name);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const profile = {
    home,
    tmp: folder("tmp"),
    data: folder("data"),
    extensions: folder("ext"),
    browser: folder("browser"),
    workspace: folder("shop"),
    logs: path.join(home, "data/logs"),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
  writeFileSync(
    path.join(folder("data/User"), "settings.json"),
    JSON.stringify({ ...SETTINGS, ...settings }),
  );
  // The runtime's own folder is no part of a project, and may be large.
  const filter = (source) => path.basename(source) !== ".trajet";
  cpSync(project, profile.workspace, { recursive: true, filter });
  // The `trajet` of the project, as after npm install: tasks run it.
  const programs = path.join(profile.workspace, "node_modules/.bin");
  mkdirSync(programs, { recursive: true });
  symlinkSync(path.join(clone, "cli/trajet.mjs"), path.join(programs, "trajet"));
  return profile;
}
