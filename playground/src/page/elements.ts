/** An element of the page by its id. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** A new element with a text and a class. */
export function made<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
  kind?: string,
): HTMLElementTagNameMap[K] {
  const one = document.createElement(name);
  one.textContent = text;
  if (kind !== undefined) one.className = kind;
  return one;
}
