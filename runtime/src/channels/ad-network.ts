import type { AudienceRequest, Identifiers } from "../engine/request.ts";
import type { Channel, DeliverOptions, Delivery } from "./channel.ts";

/** An advertising network that keeps custom audiences. */
export interface AdNetwork {
  /** So many people at once. */
  readonly batch: number;
  /**
   * Puts people into an audience, or takes them out, all or none. The same again changes nothing, so a lost answer is no
   * harm.
   *
   * @param audience by its name in the project
   */
  move(
    audience: string,
    action: AudienceRequest["action"],
    people: readonly Identifiers[],
    timeoutMs: number,
  ): Promise<Delivery>;
}

/** How long a move waits for others to share its call. */
const GATHER_MS = 50;

interface Gathering {
  readonly requests: AudienceRequest[];
  /** The call is about to be made: nobody joins any more. */
  readonly begun: Promise<void>;
  readonly outcome: Promise<Delivery>;
  readonly go: () => void;
}

/**
 * Moves people one by one, as runs ask for it; those that come at about the same time share a call to the network. Each
 * run has its own effect, and is told what came of the call.
 */
export function createAudienceChannel(
  networks: Readonly<Record<string, AdNetwork>>,
): Channel<AudienceRequest> {
  const gatherings = new Map<string, Gathering>();
  return {
    deliver(request, options) {
      const network = Object.hasOwn(networks, request.network) ? networks[request.network] : undefined;
      if (network === undefined) return Promise.resolve(unset(request.network));
      const key = JSON.stringify([request.network, request.audience, request.action]);
      const gathering = gatherings.get(key) ?? gather(network, request, options);
      gatherings.set(key, gathering);
      gathering.requests.push(request);
      // Closed before it goes, so that who comes behind the last one that fits begins another.
      const close = () => {
        if (gatherings.get(key) === gathering) gatherings.delete(key);
      };
      void gathering.begun.then(close);
      if (gathering.requests.length >= network.batch) {
        close();
        gathering.go();
      }
      return gathering.outcome;
    },
    close: async () => undefined,
  };
}

function gather(
  network: AdNetwork,
  { audience, action }: AudienceRequest,
  { timeoutMs }: DeliverOptions,
): Gathering {
  const requests: AudienceRequest[] = [];
  const { promise: begun, resolve: go } = Promise.withResolvers<void>();
  const timer = setTimeout(go, GATHER_MS);
  const outcome = begun.then(() => {
    clearTimeout(timer);
    const people = requests.map(({ identifiers }) => identifiers);
    return network.move(audience, action, people, timeoutMs - GATHER_MS);
  });
  return { requests, begun, outcome, go };
}

const unset = (network: string): Delivery => ({
  kind: "not-sent",
  reason: `nobody is moved here: adNetworks.${network} in trajet.json is not set`,
});
