import { Uri, type Webview } from "vscode";

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
<div id="bar" role="toolbar" aria-label="Map">
<button id="before" type="button" title="Add a step before the selected one (A)">Add before</button>
<button id="up" type="button" title="Move the selected step up (Alt+Up)">Up</button>
<button id="down" type="button" title="Move the selected step down (Alt+Down)">Down</button>
<button id="delete" type="button" title="Delete the selected step (Delete)">Delete</button>
<span id="space"></span>
<button id="smaller" type="button" title="Smaller (-)" aria-label="Smaller">−</button>
<button id="larger" type="button" title="Larger (=)" aria-label="Larger">+</button>
<button id="export" type="button" title="Save the map as an SVG file">Export</button>
</div>
<p id="note" role="status" hidden></p>
<div id="drawing"></div>
<script nonce="${nonce}" src="${at("map.js")}"></script>
</body>
</html>`;
}
