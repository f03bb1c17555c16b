/** HTTP: what comes in from outside, and what is told to outside. */

export type { ConsolePorts } from "./console/console-doors.ts";
export type { IdentityProvider } from "./console/oidc.ts";
export { createDoors } from "./create-doors.ts";
export type { EmailHooks } from "./email/email-hook.ts";
export { createKeys, eitherKeys, hashOfKey, type KeyHolder, type Keys } from "./keys.ts";
export { journeyMetrics, type Metric } from "./metrics.ts";
export { DoorsTaken, type OpenDoors, openDoors } from "./open-doors.ts";
export { openHealth } from "./open-health.ts";
export type { DoorPorts, Limits } from "./ports.ts";
export { type Replayed, replayAll, replayLetters } from "./replay.ts";
export { ALL_SCOPES, isScope, SCOPES, type Scope } from "./scopes.ts";
export { createSigner, type Signer, type Unsubscribing } from "./signer.ts";
export type { SmsHook } from "./sms/sms-hook.ts";
export type { ShopAccount } from "./store/shop-news.ts";
export { SHOP_PLATFORMS } from "./store/store-hook.ts";
