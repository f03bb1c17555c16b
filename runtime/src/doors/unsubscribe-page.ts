import { pageOf } from "./page.ts";

/** The pages behind an unsubscribe link. */

export const ASK = page(
  "Unsubscribe",
  `<p>Do you want to stop getting these messages?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>
<p class="quiet">Nothing changes until you press the button.</p>`,
);

export const DONE = page(
  "You are unsubscribed",
  `<p role="status">You will not get these messages any more.</p>
<p class="quiet">A message that is on its way may still arrive. You can close this page.</p>`,
);

export const UNKNOWN = page(
  "This link does not work",
  `<p>The address of this page is not complete: some mail programs cut long links.</p>
<p>Please go back to the message and use its link again, or copy the whole link into the address bar.</p>`,
);

function page(title: string, content: string): string {
  return pageOf({ lang: "en", title, content });
}
