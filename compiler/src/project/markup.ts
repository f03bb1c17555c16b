/** What a host's MJML made of a text: HTML, and what it does not know in it. */
export interface CompiledMarkup {
  readonly html: string;
  /** Lines are 1-based, in the text that was given. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}
