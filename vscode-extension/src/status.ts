import { type ExtensionContext, StatusBarAlignment, ThemeColor, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

const WORRYING = new ThemeColor("statusBarItem.errorBackground");

/** The state of the language server at the foot of the window. A click shows its log. */
export function showState({ subscriptions }: ExtensionContext, client: BaseLanguageClient): void {
  const item = window.createStatusBarItem("trajet.server", StatusBarAlignment.Right, 50);
  item.name = "Trajet";
  item.command = "trajet.showOutput";
  const show = (state: State): void => {
    const { text, tooltip } = sayingOf(state);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = state === State.StartFailed ? WORRYING : undefined;
  };
  show(client.state);
  item.show();
  subscriptions.push(
    item,
    client.onDidChangeState(({ newState }) => show(newState)),
  );
}

function sayingOf(state: State): { readonly text: string; readonly tooltip: string } {
  switch (state) {
    case State.Starting:
      return { text: "$(loading~spin) Trajet", tooltip: "The Trajet language server is starting." };
    case State.Running:
      return {
        text: "$(check) Trajet",
        tooltip: "The Trajet language server is running. Click for its log.",
      };
    case State.Stopped:
      return { text: "$(circle-slash) Trajet", tooltip: "The Trajet language server has stopped." };
    case State.StartFailed:
      return {
        text: "$(error) Trajet",
        tooltip: "The Trajet language server did not start. Click for its log.",
      };
    default:
      return state satisfies never;
  }
}
