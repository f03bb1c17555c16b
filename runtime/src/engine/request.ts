import type { ValueType } from "@trajet/compiler/program";

/** What an outside effect asks for: rendered when it was decided, and the same on each attempt. */
export type EffectRequest = EmailRequest | SmsRequest | ChannelRequest | WebhookRequest | AudienceRequest;

export type RequestKind = EffectRequest["kind"];

export interface EmailRequest {
  readonly kind: "email";
  readonly channel: "email";
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The one-click address of RFC 8058; `null` for transactional messages. */
  readonly unsubscribeUrl: string | null;
}

/** A call of somebody's server. Secrets are looked up when it is made, and stand nowhere. */
export interface WebhookRequest {
  readonly kind: "webhook";
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (
    | { readonly name: string; readonly value: string }
    | { readonly name: string; readonly env: string }
  )[];
  /** JSON. */
  readonly body: string | null;
  /** The environment variable with the secret that signs the call. */
  readonly secret: string | null;
  /** What has to be answered; `null` where the answer is not read. */
  readonly receive: ValueType | null;
}

export interface SmsRequest {
  readonly kind: "sms";
  readonly channel: "sms";
  /** A number in E.164, as +33611223344. */
  readonly to: string;
  readonly text: string;
  /** In so many parts it goes over the air, and so often it is paid. */
  readonly segments: number;
}

/** A message by a further channel. */
export interface ChannelRequest {
  readonly kind: "message";
  readonly channel: string;
  /** What the channel's `to` was worth. */
  readonly to: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly url: string | null;
  /** The call of the channel's webhook that takes it there. */
  readonly call: WebhookRequest;
}

/** By what an advertising network knows a person: hashes, never addresses. */
export interface Identifiers {
  readonly email?: string;
  readonly phone?: string;
}

/** A move into a custom audience, or out of it. */
export interface AudienceRequest {
  readonly kind: "audience";
  readonly network: string;
  /** By its name in the project. */
  readonly audience: string;
  readonly action: "add" | "remove";
  readonly identifiers: Identifiers;
}

/** Where a request is filed in the tables: a message's channel, and for what is no message its kind. */
export function channelOf(request: EffectRequest): string {
  switch (request.kind) {
    case "email":
    case "sms":
    case "message":
      return request.channel;
    case "webhook":
    case "audience":
      return request.kind;
    default:
      return request satisfies never;
  }
}
