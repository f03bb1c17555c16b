/** What a look-up of a contact came to. */
export type Found =
  | { readonly found: "one"; readonly id: string; readonly audience: string }
  | { readonly found: "none" }
  | { readonly found: "many"; readonly audiences: readonly string[] };

/** Why a record about somebody is not taken, `null` when `found` is one contact. */
export function refusalOf(found: Found, idOrEmail: string): string | null {
  switch (found.found) {
    case "one":
      return null;
    case "none":
      return noContact(idOrEmail);
    case "many":
      return `${JSON.stringify(idOrEmail)} is in several audiences (${found.audiences.join(", ")}); name the contact by its id`;
    default:
      return found satisfies never;
  }
}

export const noContact = (idOrEmail: string): string =>
  `there is no contact with the id or e-mail address ${JSON.stringify(idOrEmail)}; import or create the contact first`;
