import { ask } from "../api/ask.ts";
import type { SignedIn } from "../api/shapes.ts";

/**
 * Signs in with an API key.
 *
 * @throws Refused
 */
export const withKey = (key: string): Promise<SignedIn> =>
  ask<SignedIn>("/console/api/login", { method: "POST", body: { key } });
