import type { Offer } from "@trajet/lsp";
import { QuickPickItemKind, window } from "vscode";

/** Lets one of the steps be chosen that a journey can take: rules first, then actions. */
export async function pickStep(offers: readonly Offer[]): Promise<Offer | undefined> {
  const items = (group: Offer["group"]) =>
    offers
      .filter((offer) => offer.group === group)
      .map((offer) => ({ label: offer.label, description: offer.detail, offer }));
  const heading = (label: string) => ({ label, kind: QuickPickItemKind.Separator, offer: undefined });
  const chosen = await window.showQuickPick(
    [heading("Rules"), ...items("rule"), heading("Actions"), ...items("action")],
    { title: "Add a step", placeHolder: "What happens here?", matchOnDescription: true },
  );
  return chosen?.offer;
}
