import { copyFile } from "node:fs/promises";

/** Publishes the schema of programs in the manual. */
await copyFile(
  new URL("../schemas/program.schema.json", import.meta.url),
  new URL("../../docs/schemas/program.schema.json", import.meta.url),
);
