import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.tsx";

export function Loading() {
  const { state } = useTexts();
  return (
    <p className="quiet loading" role="status">
      {state.loading}
    </p>
  );
}

/** Something that went wrong, with what to do. */
export function Letter({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="letter" role="alert">
      <strong>{title}</strong>
      <p>{text}</p>
      {children}
    </div>
  );
}

export function Failed({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const { state } = useTexts();
  return (
    <Letter title={state.failed} text={error.message}>
      <button type="button" onClick={retry}>
        {state.again}
      </button>
    </Letter>
  );
}

export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="nothing">{children}</p>;
}

/** What a query brought, once it is there. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
