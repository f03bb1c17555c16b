import { loadClientConnectConfig } from "@temporalio/envconfig";
import type { NativeConnectionOptions } from "@temporalio/worker";

/** A Temporal server that is there: how to reach it, and where on it the project's runs are. */
export interface TemporalServerPlace {
  readonly connection: NativeConnectionOptions & { readonly address: string };
  readonly namespace: string;
  readonly taskQueue: string;
}

/** What a project says of its server. */
export interface TemporalSettings {
  readonly address?: string;
  readonly namespace?: string;
  /** Of the configuration file that the Temporal CLI shares. */
  readonly profile?: string;
  readonly taskQueue?: string;
}

/** The settings name no server, or cannot be read; the message is one sentence for the user. */
export class NoTemporalServer extends Error {}

/**
 * The server by `TEMPORAL_*` variables, then the profile of Temporal's configuration file (address, namespace, API key,
 * TLS with a client certificate: what Temporal Cloud asks for), then the project.
 *
 * @throws NoTemporalServer
 */
export function temporalServerPlace(
  settings: TemporalSettings | undefined,
  env: Readonly<Record<string, string | undefined>>,
): TemporalServerPlace {
  const { connectionOptions, namespace } = load(settings?.profile, env);
  const address = connectionOptions.address ?? settings?.address;
  if (address === undefined) {
    throw new NoTemporalServer(
      'no Temporal server is named: write "temporal": { "address": "host:7233" } into trajet.json, or set TEMPORAL_ADDRESS',
    );
  }
  return {
    connection: { ...defined(connectionOptions), address },
    namespace: namespace ?? settings?.namespace ?? "default",
    taskQueue: settings?.taskQueue ?? TASK_QUEUE,
  };
}

/** Where runs are served unless the project says another place: two projects in one namespace need two. */
export const TASK_QUEUE = "trajet";

function load(profile: string | undefined, env: Readonly<Record<string, string | undefined>>) {
  const variables = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  try {
    return loadClientConnectConfig({
      ...(profile === undefined || env.TEMPORAL_PROFILE !== undefined ? {} : { profile }),
      overrideEnvVars: Object.fromEntries(variables),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NoTemporalServer(`Temporal's settings cannot be read: ${reason}`, { cause });
  }
}

function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
