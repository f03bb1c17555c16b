import type { Plugin } from "vite";
import { PAGE_BODY } from "../../vscode-extension/src/map/page-body.ts";

const PLACE = "<!-- the body of the map -->";

/** Puts into `map.html` what the extension has in its page of the map. */
export const mapBody = (): Plugin => ({
  name: "trajet-map-body",
  transformIndexHtml: (html) => html.replace(PLACE, PAGE_BODY),
});
