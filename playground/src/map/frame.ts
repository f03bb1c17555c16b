// The map in its frame: the page of the VS Code extension as it is, which talks to the playground instead.
import { followTheme } from "../page/theme.ts";
import "./as-vscode.ts";
import "../../../vscode-extension/page/map.ts";

followTheme();
