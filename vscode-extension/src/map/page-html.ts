import { Uri, type Webview } from "vscode";
import { PAGE_BODY } from "./page-body.ts";

/** The page of the map: its own script and style sheet, and nothing else. */
export function pageHtml(webview: Webview, extensionUri: Uri, nonce: string): string {
  const at = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, "dist/page", name)).toString();
  const policy = ["default-src 'none'", `style-src ${webview.cspSource}`, `script-src 'nonce-${nonce}'`].join(
    "; ",
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Map of a journey</title>
<link rel="stylesheet" href="${at("map.css")}">
</head>
<body>
${PAGE_BODY}
<script nonce="${nonce}" src="${at("map.js")}"></script>
</body>
</html>`;
}
