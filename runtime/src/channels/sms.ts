import type { SendHttp } from "../outgoing/http.ts";
import type { Channel } from "./channel.ts";
import { outcomeOfTwilio } from "./twilio-outcome.ts";

/** One rendered text message to one person. */
export interface SmsRequest {
  /** Run, step and visit. The provider tells what became of the message under it. */
  readonly effectKey: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** An account with Twilio, or with a provider that speaks its API. */
export interface TwilioAccount {
  /** `AC…` */
  readonly account: string;
  /** The account's auth token. */
  readonly token: string;
  /** A number, a short code, the name of a sender, or a messaging service, `MG…`. */
  readonly from: string;
  /** Where the API is; Twilio's own address if not given. */
  readonly url?: string;
  /** The address of this project's door for the provider, which is told what became of each message. */
  readonly hook?: string;
}

const TWILIO = "https://api.twilio.com";

/**
 * Text messages over Twilio's Messages resource (POST /2010-04-01/Accounts/{account}/Messages.json). It has no key by which
 * a repeated request is known: what may have arrived is not repeated here.
 */
export function createSmsChannel(account: TwilioAccount, send: SendHttp): Channel<SmsRequest> {
  const path = `/2010-04-01/Accounts/${encodeURIComponent(account.account)}/Messages.json`;
  const url = new URL(path, account.url ?? TWILIO).href;
  const login = Buffer.from(`${account.account}:${account.token}`).toString("base64");
  return {
    async deliver(request, { timeoutMs }) {
      const answer = await send(
        {
          method: "POST",
          url,
          headers: {
            authorization: `Basic ${login}`,
            "content-type": "application/x-www-form-urlencoded",
            accept: "application/json",
          },
          body: formOf(account, request).toString(),
        },
        { timeoutMs },
      );
      return outcomeOfTwilio(answer, Date.now());
    },
    async close() {},
  };
}

function formOf({ from, hook }: TwilioAccount, { effectKey, to, text }: SmsRequest): URLSearchParams {
  const form = new URLSearchParams({ To: to, Body: text });
  form.set(/^MG[0-9a-f]{32}$/i.test(from) ? "MessagingServiceSid" : "From", from);
  if (hook !== undefined) {
    const callback = new URL(hook);
    callback.searchParams.set("effect", effectKey);
    form.set("StatusCallback", callback.href);
  }
  return form;
}
