import { store, stored } from "../page/stored.ts";
import type { Files } from "./project.ts";

/** What a person had open when they left or reloaded the page, and by which address. */
export interface Kept {
  readonly hash: string;
  readonly name: string;
  readonly files: Files;
  readonly shown: string;
}

const KEY = "trajet-playground-project";
const ofTab = (): Storage => sessionStorage;

/** Keeps the project as long as the browser's tab is there. */
export const keepProject = (kept: Kept): void => store(ofTab, KEY, JSON.stringify(kept));

/** What was kept under this address; another link is another project. */
export function keptProject(hash: string): Kept | undefined {
  const text = stored(ofTab, KEY);
  const kept: Kept | undefined = text === undefined ? undefined : JSON.parse(text);
  return kept?.hash === hash ? kept : undefined;
}
