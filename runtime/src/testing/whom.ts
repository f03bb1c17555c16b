/** How a letter calls a person of a test: by the name there, or, where the test gives none, as the contact. */
export const whom = (person: string): string => (person === "contact" ? "the contact" : person);

/** The same at the beginning of a sentence. */
export const asSubject = (person: string): string => (person === "contact" ? "The contact" : person);
