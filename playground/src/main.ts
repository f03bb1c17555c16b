// The worker is started first: it reads its program while the page reads its own, which is larger.
import "./server/started.ts";

await import("./page.ts");
