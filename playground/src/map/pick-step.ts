import type { Offer } from "@trajet/lsp";
import { element, made } from "../page/elements.ts";

/** Lets one of the steps be chosen that a journey can take: rules first, then actions. */
export function pickStep(offers: readonly Offer[]): Promise<Offer | undefined> {
  const dialog = element<HTMLDialogElement>("steps");
  const filter = element<HTMLInputElement>("steps-filter");
  const list = element("steps-list");
  const draw = (): void => {
    const words = filter.value.toLowerCase();
    const fits = offers.filter(({ label, detail }) => `${label} ${detail}`.toLowerCase().includes(words));
    list.replaceChildren(...fits.map((offer) => itemOf(offer, offers.indexOf(offer))));
  };
  filter.value = "";
  filter.oninput = draw;
  draw();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () =>
      resolve(dialog.returnValue === "" ? undefined : offers[Number(dialog.returnValue)]);
  });
}

/** A button of the dialog's own form: it closes it, with its place in the offers. */
function itemOf({ label, detail }: Offer, index: number): HTMLElement {
  const item = made("li", "");
  const button = made("button", label);
  button.value = String(index);
  button.append(" ", made("span", detail, "quiet"));
  item.append(button);
  return item;
}
