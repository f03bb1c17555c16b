import type { Disk } from "../workspace/disk.ts";
import { httpInstance } from "./http-instance.ts";
import type { FindInstance } from "./instance.ts";

/** The `trajet dev` that runs in the project's folder, by the note that it leaves there for as long as it runs. */
export function devInstances(disk: Pick<Disk, "read">): FindInstance {
  return (project) => {
    const text = disk.read(`${project}/.trajet/session.json`);
    const session = text === undefined ? undefined : sessionOf(text);
    return session && httpInstance(session);
  };
}

/** A folder may come from anywhere: its note makes the editor ask nothing but this machine. */
const THIS_MACHINE = new Set(["127.0.0.1", "localhost", "[::1]"]);

function sessionOf(text: string): { readonly url: string; readonly key: string } | undefined {
  try {
    const { url, key } = JSON.parse(text) as { readonly url?: unknown; readonly key?: unknown };
    if (typeof url !== "string" || typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key)) return undefined;
    const { protocol, hostname } = new URL(url);
    return protocol === "http:" && THIS_MACHINE.has(hostname) ? { url, key } : undefined;
  } catch (problem) {
    // Being written, or not ours: nothing runs that can be asked.
    if (problem instanceof SyntaxError || problem instanceof TypeError) return undefined;
    throw problem;
  }
}
