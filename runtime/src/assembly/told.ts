import type { AlarmHost } from "../store/alarms.ts";
import type { EngineHost } from "../temporal/advance.ts";

/** The same host and alarms, of which somebody is told whenever they have done something, or failed to. */
export function told(
  host: EngineHost,
  alarms: AlarmHost,
  tell: () => void,
): { readonly host: EngineHost; readonly alarms: AlarmHost } {
  return {
    host: { ...host, advance: (run, options) => host.advance(run, options).finally(tell) },
    alarms: {
      ...alarms,
      ring: (contact) => alarms.ring(contact).finally(tell),
      makeList: () => alarms.makeList().finally(tell),
    },
  };
}
