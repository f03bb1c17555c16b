import { createContext, type ReactNode, useContext, useState } from "react";

interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (contact: string) => void;
  readonly set: (contacts: readonly string[]) => void;
}

const Chosen = createContext<Selection | undefined>(undefined);

/** Which customers of a board are chosen. */
export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (contact: string) => setChosen((before) => before.symmetricDifference(new Set([contact])));
  return (
    <Chosen value={{ chosen, toggle, set: (contacts) => setChosen(new Set(contacts)) }}>{children}</Chosen>
  );
}

export function useSelection(): Selection {
  const selection = useContext(Chosen);
  if (selection === undefined) throw new Error("there is nothing to choose from here");
  return selection;
}
