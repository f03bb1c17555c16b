import { element, made } from "./elements.ts";

/** Says what a person has to know, above all else, with something to be done about it; `undefined` takes it away. */
export function notice(
  text: string | undefined,
  remedy?: { readonly label: string; readonly act: () => void },
): void {
  const place = element("notice");
  place.hidden = text === undefined;
  place.replaceChildren(...(text === undefined ? [] : [text, " "]));
  if (remedy === undefined) return;
  const button = made("button", remedy.label);
  button.type = "button";
  button.addEventListener("click", remedy.act);
  place.append(button);
}
