import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.tsx";
import { Letter } from "./states.tsx";

interface Props {
  readonly error: Error | null;
  readonly close: () => void;
  /** The button that does it. */
  readonly children: ReactNode;
}

/** The end of a dialog: why it was not done, the way out, and what it is there for. */
export function DialogEnd({ error, close, children }: Props) {
  const { dialog, state } = useTexts();
  return (
    <>
      {error !== null && <Letter title={state.undone} text={error.message} />}
      <div className="buttons">
        <button type="button" onClick={close}>
          {dialog.cancel}
        </button>
        {children}
      </div>
    </>
  );
}
