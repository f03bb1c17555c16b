import type { Identifiers } from "../engine/request.ts";
import type { HttpResult, SendHttp } from "../outgoing/http.ts";
import { retryAfter } from "../outgoing/retry-after.ts";
import type { AdNetwork } from "./ad-network.ts";
import type { Delivery } from "./channel.ts";

export interface MetaAccount {
  readonly token: string;
  /** Meta's ids of the custom audiences, by their names in the project. */
  readonly audiences: Readonly<Record<string, string>>;
  /** Of the Graph API; Meta's own if not given. */
  readonly url?: string;
}

const GRAPH = "https://graph.facebook.com/v25.0";

/**
 * Custom audiences at Meta, by its Marketing API
 * (https://developers.facebook.com/documentation/ads-commerce/marketing-api/reference/custom-audience/users).
 */
export function createMeta(http: SendHttp, { token, audiences, url = GRAPH }: MetaAccount): AdNetwork {
  return {
    batch: 10_000,
    async move(audience, action, people, timeoutMs) {
      const id = Object.hasOwn(audiences, audience) ? audiences[audience] : undefined;
      if (id === undefined) {
        return { kind: "not-sent", reason: `adNetworks.meta.audiences in trajet.json has no ${audience}` };
      }
      const result = await http(
        {
          method: action === "add" ? "POST" : "DELETE",
          url: `${url}/${encodeURIComponent(id)}/users`,
          headers: { "content-type": "application/json", accept: "application/json" },
          // In the body, since addresses are logged on the way.
          body: JSON.stringify({ payload: payloadOf(people), access_token: token }),
        },
        { timeoutMs },
      );
      return outcomeOf(result, people.length);
    },
  };
}

/** Of several keys an unknown one is left blank. */
function payloadOf(people: readonly Identifiers[]): object {
  return {
    schema: ["EMAIL", "PHONE"],
    data: people.map(({ email = "", phone = "" }) => [email, phone]),
  };
}

function outcomeOf(result: HttpResult, people: number): Delivery {
  switch (result.kind) {
    case "refused":
      return { kind: "refused", reason: result.reason, permanent: true };
    case "not-sent":
      return { kind: "not-sent", reason: result.reason };
    case "lost":
      return { kind: "unknown", reason: result.reason };
    case "answered":
      return answered(result, people);
    default:
      return result satisfies never;
  }
}

interface Answer {
  readonly session_id?: string | number;
  readonly num_received?: number;
  readonly num_invalid_entries?: number;
  readonly error?: {
    readonly message?: string;
    readonly code?: number;
    readonly is_transient?: boolean;
  };
}

type Answered = Extract<HttpResult, { kind: "answered" }>;

function answered({ status, headers, body }: Answered, people: number): Delivery {
  const answer = read(body);
  const said = answer.error?.message === undefined ? "" : `: ${answer.error.message}`;
  const reason = `Meta answered ${status}${said}`;
  if (status >= 200 && status < 300) {
    if ((answer.num_invalid_entries ?? 0) >= people) {
      return { kind: "refused", reason: "Meta takes none of the contact's identifiers", permanent: true };
    }
    return { kind: "done", providerRef: String(answer.session_id ?? status) };
  }
  const code = answer.error?.code ?? 0;
  if (isOfTheAccount(code)) return { kind: "not-sent", reason };
  const permanent = !(status === 429 || status >= 500 || answer.error?.is_transient === true || isRate(code));
  return { kind: "refused", reason, permanent, ...(permanent ? {} : retryAfter(headers, Date.now())) };
}

function read(body: string | null): Answer {
  try {
    const answer: unknown = JSON.parse(body ?? "");
    return typeof answer === "object" && answer !== null ? answer : {};
  } catch {
    return {};
  }
}

/** The token or its rights, which say nothing of the person (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
const isOfTheAccount = (code: number): boolean => code === 10 || code === 190 || (code >= 200 && code <= 299);
/** Unknown and temporary errors, and too many calls: of the app, the user, the page, the account. */
const isRate = (code: number): boolean =>
  [1, 2, 4, 17, 32, 341, 613].includes(code) || (code >= 80_000 && code <= 80_014);
