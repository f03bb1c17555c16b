import { problemOfName } from "../project/names.ts";
import { element } from "./elements.ts";

/** Asks for the name of a new file; `undefined` from somebody who does not want one. */
export function askName(taken: readonly string[]): Promise<string | undefined> {
  const dialog = element<HTMLDialogElement>("new-file");
  const name = element<HTMLInputElement>("new-file-name");
  const problem = element("new-file-problem");
  name.value = "";
  problem.textContent = "";
  element<HTMLFormElement>("new-file-form").onsubmit = (event) => {
    // The other button gives up.
    if (event.submitter?.getAttribute("value") !== "create") return;
    problem.textContent = problemOfName(name.value, taken) ?? "";
    if (problem.textContent === "") return;
    event.preventDefault();
    name.focus();
  };
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "create" ? name.value : undefined);
  });
}
