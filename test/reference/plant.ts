import { registerHooks } from "node:module";
import type { Fault } from "./faults.ts";

/**
 * Plants a fault: whatever of the engine is loaded from now on has it. For a process of its own.
 *
 * @throws Error where the text that is to be replaced does not stand in its file exactly once
 */
export function plant({ file, right, wrong, name }: Fault): void {
  const url = new URL(`../../runtime/src/${file}`, import.meta.url).href;
  registerHooks({
    load(asked, context, nextLoad) {
      const loaded = nextLoad(asked, context);
      if (asked !== url) return loaded;
      const parts = String(loaded.source).split(right);
      if (parts.length !== 2) throw new Error(`"${name}": ${file} has its text ${parts.length - 1} times`);
      return { ...loaded, source: parts.join(wrong) };
    },
  });
}
