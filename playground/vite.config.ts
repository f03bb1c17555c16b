import { defineConfig } from "vite";
import { examplesModule } from "./build/examples.ts";
import { mapBody } from "./build/map-body.ts";

/** The editor brings the colours of eighty languages: of them the page needs those of templates, and JSON. */
const OTHER_LANGUAGES =
  /monaco-editor\/esm\/vs\/languages\/(?!definitions\/handlebars\/|features\/(json|common)\/)/;

export default defineConfig({
  // The page is at home under any path of any host.
  base: "./",
  plugins: [examplesModule(), mapBody()],
  worker: { format: "es" },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    emptyOutDir: true,
    chunkSizeWarningLimit: 6_000,
    rolldownOptions: {
      input: ["index.html", "map.html"].map((name) => `${import.meta.dirname}/${name}`),
      treeshake: { moduleSideEffects: (id) => !OTHER_LANGUAGES.test(id) },
    },
  },
});
