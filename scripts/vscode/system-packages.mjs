// Debian's packages that the test needs: a browser with a font, and what builds code-server's native modules.
import { existsSync } from "node:fs";
import { run } from "./run.mjs";

/** Each package, and a file that shows it is there. */
const PACKAGES = [
  { name: "chromium", file: "/usr/bin/chromium" },
  { name: "fonts-dejavu-core", file: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf" },
  { name: "build-essential", file: "/usr/bin/g++" },
  { name: "python3", file: "/usr/bin/python3" },
  { name: "libkrb5-dev", file: "/usr/include/gssapi/gssapi.h" },
];

export const chromium = "/usr/bin/chromium";

/** Installs what is missing, which only root can. @throws {Error} that says which command to run. */
export async function installSystemPackages() {
  const missing = PACKAGES.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`This test needs the Debian packages ${missing.join(", ")}. As root: ${command}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("Refresh the list of Debian packages", "apt-get", ["update"], { env });
  await run(`Install ${missing.join(", ")}`, "apt-get", command.split(" ").slice(1), { env });
}
