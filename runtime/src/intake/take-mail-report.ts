import { changeConsent } from "../engine/change-consent.ts";
import type { Draft } from "../engine/draft.ts";
import { receive } from "../engine/react.ts";
import type { MailReport } from "../store/gateway.ts";

/** So many soft bounces in a row, without an open or a click between, are as good as a hard one. */
const MOST_SOFT_BOUNCES = 7;

const KEYS = { "hard bounce": "bounce:hard", "soft bounce": "bounce:soft", complaint: "complaint" } as const;

/** Each contact with the address has an event of its own. */
export const reportEventId = ({ id }: MailReport, contact: string): string => `mail:${id}:${contact}`;

/**
 * Takes in a bounce or a complaint of a contact that is not known yet.
 *
 * @param message of which it is, where that is known
 * @param softBounces before this one, since a person last opened or clicked a mail of the contact
 */
export function takeMailReport(
  draft: Draft,
  report: MailReport,
  message: string | undefined,
  softBounces: number,
): void {
  const id = reportEventId(report, draft.contact.id);
  const { kind, reason } = report;
  const at = report.at ?? draft.now;
  receive(draft, { id, key: KEYS[kind], at, body: { channel: "email", reason }, cause: null, depth: 0 });
  draft.changed.journal.push({
    ...ABOUT_NO_RUN,
    at: draft.now,
    kind: "failed",
    data: {
      channel: "email",
      ...(message !== undefined && { name: message }),
      reason: reason === "" ? kind : `${kind}: ${reason}`,
    },
  });
  follow(draft, report, id, softBounces);
}

const ABOUT_NO_RUN = { journey: "", run: "", program: "", step: null };

function follow(draft: Draft, { kind }: MailReport, id: string, softBounces: number): void {
  const isCleaned = draft.contact.consent.email === "cleaned";
  const clean = () => changeConsent(draft, { channel: "email", status: "cleaned", id: `${id}:cleaned` });
  switch (kind) {
    case "hard bounce":
      clean();
      break;
    case "soft bounce":
      if (softBounces + 1 >= MOST_SOFT_BOUNCES) clean();
      break;
    case "complaint":
      if (!isCleaned)
        changeConsent(draft, { channel: "email", status: "unsubscribed", id: `${id}:unsubscribed` });
      break;
    default:
      kind satisfies never;
  }
}
