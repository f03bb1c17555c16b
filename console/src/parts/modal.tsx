import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

interface Props {
  readonly open: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A dialog: the focus stays in it, Escape closes it, and what lies behind is out of reach. */
export function Modal({ open, close, title, children, wide = false }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={wide ? "modal wide" : "modal"}>
          <Dialog.Title className="modal-title">{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
