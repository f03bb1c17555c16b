/** What a look-up of a contact came to. */
export type Found =
  | { readonly found: "one"; readonly id: string; readonly audience: string }
  | { readonly found: "none" }
  | { readonly found: "many"; readonly audiences: readonly string[] };

/** Why a record about somebody is not taken, or nothing is said of them: who is meant is nobody, or several. */
export function refusalOf(found: Exclude<Found, { readonly found: "one" }>, idOrEmail: string): string {
  switch (found.found) {
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
