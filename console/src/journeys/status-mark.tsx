import type { Status } from "../api/shapes.ts";
import { useTexts } from "../texts/texts.tsx";

export function StatusMark({ status }: { readonly status: Status }) {
  const { journeys } = useTexts();
  return <span className={`status ${status}`}>{journeys.statuses[status]}</span>;
}
