import type { Declaration } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { checkFragment, checkJourney } from "../journeys/journey.ts";
import { checkTest } from "../tests/test.ts";
import { checkAudience } from "./audience.ts";
import { checkChannelDeclaration, checkCustomAudience, checkWebhook } from "./channel.ts";
import { checkLoyalty } from "./loyalty.ts";
import { checkMessage } from "./message.ts";
import { checkSegment } from "./segment.ts";
import { checkCoupon, checkEvent, checkRecord } from "./shapes.ts";
import { checkStore } from "./store.ts";

/** Checks one declaration, whatever it is. */
export function checkDeclaration(declaration: Declaration, check: Check): void {
  switch (declaration.kind) {
    case "Labels":
      return;
    case "Audience":
      checkAudience(declaration, check);
      return;
    case "Store":
      checkStore(declaration, check);
      return;
    case "Record":
      checkRecord(declaration, check);
      return;
    case "Event":
      checkEvent(declaration, check);
      return;
    case "Coupon":
      checkCoupon(declaration, check);
      return;
    case "Email":
    case "Sms":
    case "Survey":
    case "Message":
      checkMessage(declaration, check);
      return;
    case "Channel":
      checkChannelDeclaration(declaration, check);
      return;
    case "Webhook":
      checkWebhook(declaration, check);
      return;
    case "CustomAudience":
      checkCustomAudience(declaration, check);
      return;
    case "Segment":
      checkSegment(declaration, check);
      return;
    case "Loyalty":
      checkLoyalty(declaration, check);
      return;
    case "Fragment":
      checkFragment(declaration, check);
      return;
    case "Journey":
      checkJourney(declaration, check);
      return;
    case "Test":
      checkTest(declaration, check);
      return;
    default:
      declaration satisfies never;
  }
}
