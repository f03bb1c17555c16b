import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import { type FastifyInstance, fastify, LogController } from "fastify";
import { requireKey, senderOf } from "./authorize.ts";
import { cartDoors } from "./carts.ts";
import { commonAnswers } from "./common-answers.ts";
import { auditChanges } from "./console/audited.ts";
import { consoleDoors } from "./console/console-doors.ts";
import { contactDoors } from "./contacts.ts";
import { couponDoors } from "./coupons.ts";
import { doctorDoor } from "./doctor.ts";
import { emailHookDoors } from "./email/email-hook.ts";
import { eventDoors } from "./events.ts";
import { answerFailures, answerRouter } from "./failures.ts";
import { healthDoors } from "./health.ts";
import { journeyDoors } from "./journeys.ts";
import { listSendingDoors } from "./list-sendings.ts";
import { loyaltyDoors } from "./loyalty.ts";
import { mergeDoors } from "./merge.ts";
import { messageDoors } from "./messages.ts";
import { readNdjson } from "./ndjson.ts";
import { orderDoors } from "./orders.ts";
import { personDoors } from "./person.ts";
import { type DoorPorts, LIMITS, type Limits } from "./ports.ts";
import { Problem } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { refuseUnstorable } from "./refuse-unstorable.ts";
import { repairDoors } from "./repair.ts";
import { rollupDoors } from "./rollups.ts";
import { segmentDoor } from "./segments.ts";
import { smsHookDoors } from "./sms/sms-hook.ts";
import { stockDoors } from "./stock.ts";
import { storeHookDoors } from "./store/store-hook.ts";
import { surveyDoors } from "./survey/survey-doors.ts";
import { textDoors } from "./texts.ts";
import { trackingDoors } from "./tracking.ts";
import { unsubscribeDoors } from "./unsubscribe.ts";

/** The HTTP doors of a project, not yet listening (`openDoors`). */
export async function createDoors(ports: DoorPorts): Promise<FastifyInstance> {
  const limits = { ...LIMITS, ...ports.limits };
  const app = bareApp(ports, limits);
  answerFailures(app);
  readJson(app);
  await app.register(swagger, { openapi: OPENAPI });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    max: limits.perMinute,
    timeWindow: 60_000,
    keyGenerator: senderOf,
    errorResponseBuilder: (_request, { after, max }) =>
      new Problem(429, `At most ${max} requests in a minute are taken; try again in ${after}.`),
  });
  app.register(async (open) => healthDoors(open, ports));
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.register(async (signed) => {
    signed.addHook("onRequest", app.rateLimit());
    unsubscribeDoors(signed, ports);
  });
  app.register(async (signed) => {
    signed.addHook("onRequest", app.rateLimit());
    surveyDoors(signed, ports);
  });
  // Without a limit by address: the pictures of many readers are fetched by the few proxies of their mailboxes.
  app.register(async (tracked) => trackingDoors(tracked, ports));
  app.register(async (hooks) => {
    hooks.addHook("onRequest", app.rateLimit());
    smsHookDoors(hooks, ports);
  });
  app.register(async (hooks) => {
    hooks.addHook("onRequest", app.rateLimit());
    emailHookDoors(hooks, ports);
  });
  app.register(async (hooks) => {
    hooks.addHook("onRequest", app.rateLimit());
    storeHookDoors(hooks, ports);
  });
  app.register(async (v1) => keyedDoors(v1, ports, limits), { prefix: "/v1" });
  const { console } = ports;
  if (console !== undefined)
    app.register(async (own) => consoleDoors(own, ports, console, limits), { prefix: "/console" });
  await app.ready();
  return app;
}

function bareApp({ logger, behindProxy = false }: DoorPorts, limits: Limits): FastifyInstance {
  const app = fastify({
    trustProxy: behindProxy,
    // Who sends a body drop by drop holds a connection no longer than this. Node looks at neither limit while that of the
    // headers, a minute unless said, is the longer one.
    requestTimeout: limits.requestMs,
    http: {
      headersTimeout: limits.requestMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(5_000, limits.requestMs),
    },
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    // Addresses hold e-mail addresses and tokens: requests are counted, not logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.document,
    frameworkErrors: answerRouter,
    routerOptions: { maxParamLength: 2_000 },
    // Values are checked as they are sent, never bent into shape.
    ajv: {
      customOptions: {
        coerceTypes: false,
        useDefaults: false,
        removeAdditional: false,
        allErrors: true,
        allowUnionTypes: true,
      },
    },
  });
  // Answers are described by schemas, not cut down to them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  return app;
}

function keyedDoors(app: FastifyInstance, ports: DoorPorts, limits: Limits): void {
  commonAnswers(app);
  requireKey(app, { keys: ports.keys, sessions: ports.console?.sessions }, limits);
  app.addHook("onRequest", app.rateLimit());
  readNdjson(app, limits);
  refuseUnstorable(app);
  if (ports.console !== undefined) auditChanges(app, ports.console);
  contactDoors(app, ports);
  personDoors(app, ports);
  mergeDoors(app, ports);
  orderDoors(app, ports);
  eventDoors(app, ports);
  cartDoors(app, ports);
  stockDoors(app, ports);
  couponDoors(app, ports);
  textDoors(app, ports);
  repairDoors(app, ports);
  journeyDoors(app, ports);
  segmentDoor(app, ports);
  messageDoors(app, ports);
  doctorDoor(app, ports);
  loyaltyDoors(app, ports);
  listSendingDoors(app, ports);
  rollupDoors(app, ports);
}

const OPENAPI = {
  openapi: "3.1.0",
  info: {
    title: "Trajet",
    version: "1",
    description:
      "Customer journeys as code. Repeating a request with the same id changes nothing. What is wrong is answered with a problem document (RFC 9457).",
  },
  components: { securitySchemes: { key: { type: "http" as const, scheme: "bearer" } } },
  security: [{ key: [] }],
};
