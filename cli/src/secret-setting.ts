import { UsageError } from "./usage-error.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * A setting of trajet.json that may stand in a variable: `env:NAME`.
 *
 * @param what the setting, as a sentence names it
 * @throws UsageError where the variable is not set
 */
export function fromEnv(what: string, written: string, env: Env, means: string): string {
  const [, name] = /^env:(.+)$/.exec(written) ?? [];
  const value = name === undefined ? written : env[name];
  if (value) return value;
  throw new UsageError(`trajet.json takes ${what} from ${name}, which is not set: give it ${means}.`);
}
