/** What a store of the browser holds; nothing where a person has forbidden it. */
export function stored(of: () => Storage, key: string): string | undefined {
  try {
    return of().getItem(key) ?? undefined;
  } catch (problem) {
    console.warn("What the page kept cannot be read:", problem);
    return undefined;
  }
}

/** Keeps a text; a store that is full or forbidden keeps none. */
export function store(of: () => Storage, key: string, text: string): void {
  try {
    of().setItem(key, text);
  } catch (problem) {
    console.warn("The page can keep nothing:", problem);
  }
}
