/** The pages behind an unsubscribe link: plain, readable aloud, with nothing from elsewhere. */

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
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; padding: 10vh 1.5rem; }
main { max-width: 32rem; margin: auto; }
button { font: inherit; font-weight: 600; padding: 0.75rem 1.5rem; border: 2px solid; border-radius: 0.5rem; cursor: pointer; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 3px; }
.quiet { font-size: 1rem; opacity: 0.8; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}
