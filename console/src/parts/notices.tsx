import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.tsx";

/** Short sentences on what was done, which are read out and go by themselves. */
export function Notices({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="notices">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { dialog } = useTexts();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="notice" swipeDirection={[]}>
      <Toast.Content className="notice-content">
        <Toast.Title className="notice-text" render={<p />} />
        <Toast.Close className="quiet-button" aria-label={dialog.close}>
          ×
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

export function useNotice(): (text: string) => void {
  const { add } = Toast.useToastManager();
  return (text) => {
    add({ title: text });
  };
}
