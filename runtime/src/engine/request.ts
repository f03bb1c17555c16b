/** What an outside effect asks for: rendered when it was decided, and the same on each attempt. */
export type EffectRequest = EmailRequest;

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

/** Where a request is filed in the tables: a message's channel, and for what is no message its kind. */
export function channelOf(request: EffectRequest): string {
  switch (request.kind) {
    case "email":
      return request.channel;
    default:
      return request.kind satisfies never;
  }
}
