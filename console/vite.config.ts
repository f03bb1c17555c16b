import { defineConfig } from "vite";

export default defineConfig({
  base: "/console/",
  // Nothing is put into the page itself: its policy runs no script and no style that stands in it.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2022", emptyOutDir: true },
});
