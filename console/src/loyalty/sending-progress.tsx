import { useTexts } from "../texts/texts.tsx";

/** How many of the people it is known of. */
export function SendingProgress({ done, of }: { readonly done: number; readonly of: number }) {
  const { message: texts, state } = useTexts();
  if (of === 0) return <p role="status">{state.loading}</p>;
  const text = texts.sending(done, of);
  return (
    <p role="status" className="progress">
      <progress max={of} value={done} aria-label={text} /> {text}
    </p>
  );
}
