import { registerHooks } from "node:module";
import { edited } from "../fixtures/edit.ts";
import type { Fault } from "./faults.ts";

/**
 * Plants a fault: whatever of the engine is loaded from now on has it. For a process of its own.
 *
 * @throws Error where the text that is to be replaced does not stand in its file exactly once
 */
export function plant(fault: Fault): void {
  const url = new URL(`../../runtime/src/${fault.file}`, import.meta.url).href;
  registerHooks({
    load(asked, context, nextLoad) {
      const loaded = nextLoad(asked, context);
      if (asked !== url) return loaded;
      const source = edited(String(loaded.source), fault);
      if (source === undefined) throw new Error(`"${fault.name}": ${fault.file} does not have its text once`);
      return { ...loaded, source };
    },
  });
}
