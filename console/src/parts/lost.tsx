import { useTexts } from "../texts/texts.tsx";
import { PageTitle } from "./page-title.tsx";

export function Lost() {
  return <PageTitle title={useTexts().state.lost} />;
}
