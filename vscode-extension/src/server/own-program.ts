import { workspace } from "vscode";

/** The `trajet` program that the user has named; a folder that is not trusted names none. */
export function ownProgram(): string | undefined {
  const named = workspace.getConfiguration("trajet").get<string>("server.path", "").trim();
  return named === "" || !workspace.isTrusted ? undefined : named;
}
