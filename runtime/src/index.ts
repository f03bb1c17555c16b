export {
  type Runtime,
  type RuntimeOptions,
  startRuntime,
  type TemporalPlace,
} from "./assembly/start-runtime.ts";
export { createSteps } from "./assembly/teardown.ts";
export { createAudienceChannel } from "./channels/ad-network.ts";
export type { Channel } from "./channels/channel.ts";
export type { ChannelDelivery } from "./channels/channel-message.ts";
export { createEmailChannel, type SmtpServer } from "./channels/email.ts";
export { examineSmtp } from "./channels/examine-smtp.ts";
export { messageIdOf } from "./channels/message-id.ts";
export { createMeta, type MetaAccount } from "./channels/meta.ts";
export { createSmsChannel, type SmsRequest, type TwilioAccount } from "./channels/sms.ts";
export { callWebhook, createWebhookCalls, type WebhookDelivery } from "./channels/webhook.ts";
export type { AudienceRequest } from "./engine/request.ts";
export { sendingNamed } from "./engine/sending-name.ts";
export { createLogger } from "./logging/create-logger.ts";
export { startTracing } from "./logging/start-tracing.ts";
export { type GuardOptions, isNamed } from "./outgoing/guard.ts";
export { createHttp, type SendHttp } from "./outgoing/http.ts";
export { htmlOfText } from "./rendering/html.ts";
export {
  type ApiKeyRow,
  createApiKey,
  KeyNameTaken,
  listApiKeys,
  revokeApiKey,
  storedKeys,
} from "./store/api-keys.ts";
export { type Change, storedAudit } from "./store/audit.ts";
export { createConsoleReads } from "./store/console/reads.ts";
export { storedSessions } from "./store/console/sessions.ts";
export { DISCARDED_AT_ONCE, discardedLetters, LONGEST_REASON } from "./store/dead-letters.ts";
export { FolderInUse } from "./store/folder-lock.ts";
export type * from "./store/gateway.ts";
export { NewerDatabase } from "./store/migrate.ts";
export { openStore, type Store, type StoreOptions } from "./store/open.ts";
export { peopleInStore, rangeInStore } from "./store/people-history.ts";
export {
  NoTemporalServer,
  type TemporalServerPlace,
  type TemporalSettings,
  temporalServerPlace,
} from "./temporal/client-settings.ts";
export { createDoorbell, type Doorbell } from "./temporal/doorbell.ts";
export { examineTemporal } from "./temporal/examine-server.ts";
