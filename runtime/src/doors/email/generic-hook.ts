import { isSigned } from "../../channels/standard-webhooks.ts";
import { type HookAnswer, type HookCall, momentOf, parsed, textOf } from "./mail-event.ts";

const KINDS = ["hard bounce", "soft bounce", "complaint"] as const;

/**
 * `{ "kind", "address", "id"?, "reason"?, "sending"?, "at"? }`, signed as Standard Webhooks say: for providers that are none
 * of ours, through a few lines of one's own.
 */
export function readGeneric(secret: string, { body, headers, now }: HookCall): HookAnswer {
  const id = textOf(headers["webhook-id"]);
  if (!isSigned({ id, headers, body, secret, now })) {
    return {
      refused:
        "The signature does not fit: it covers webhook-id, webhook-timestamp and the body, and lasts five minutes.",
    };
  }
  const report = parsed(body) ?? {};
  const kind = KINDS.find((one) => one === report.kind);
  const address = textOf(report.address);
  if (kind === undefined || address === "") return { reports: [] };
  const sending = textOf(report.sending);
  return {
    reports: [
      {
        id: `generic:${textOf(report.id) || id}`,
        kind,
        address,
        reason: textOf(report.reason),
        ...(sending !== "" && { sending }),
        ...momentOf(report.at),
      },
    ],
  };
}
