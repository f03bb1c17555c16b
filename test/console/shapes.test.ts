import { expectTypeOf, test } from "vitest";
import type { Scene } from "../../compiler/src/map/scene.ts";
import type * as read from "../../console/src/api/shapes.ts";
import type { LiveJourney } from "../../runtime/src/doors/console/journey-page.ts";
import type { SessionView } from "../../runtime/src/doors/console/login.ts";
import type { Progress } from "../../runtime/src/doors/console/sending-work.ts";
import type { ListSending } from "../../runtime/src/loyalty/draw-up-sending.ts";
import type { UnfinishedSending } from "../../runtime/src/loyalty/known-sendings.ts";
import type { LoyaltyResult } from "../../runtime/src/loyalty/result.ts";
import type { AuditEntry } from "../../runtime/src/store/audit.ts";
import type { JourneyMessage } from "../../runtime/src/store/console/journey-messages.ts";
import type { OrderTrend } from "../../runtime/src/store/console/order-trends.ts";
import type { ContactOrder } from "../../runtime/src/store/console/orders-of.ts";
import type { FoundContact } from "../../runtime/src/store/console/search-contacts.ts";
import type { Check, ContactView, HeldRun, JourneyRow, StuckRun } from "../../runtime/src/store/gateway.ts";

// The console imports nothing of ours, so it says itself what it reads of the answers. What does not fit, `tsc -p .`
// refuses, which `npm test` runs.
test("what the doors answer is what the console reads of it", () => {
  expectTypeOf<SessionView>().toExtend<read.SessionView>();
  expectTypeOf<JourneyRow>().toExtend<read.Journey>();
  expectTypeOf<HeldRun>().toExtend<read.Held>();
  expectTypeOf<Scene>().toExtend<read.Scene>();
  expectTypeOf<LiveJourney>().toExtend<read.Live>();
  expectTypeOf<JourneyMessage>().toExtend<read.JourneyMessages["messages"][number]>();
  expectTypeOf<LoyaltyResult>().toExtend<read.Ranking>();
  expectTypeOf<OrderTrend>().toExtend<read.Trend>();
  expectTypeOf<ListSending>().toExtend<read.ListSending>();
  expectTypeOf<Progress>().toExtend<read.Progress>();
  expectTypeOf<UnfinishedSending>().toExtend<read.UnfinishedSending>();
  expectTypeOf<FoundContact>().toExtend<read.FoundContact>();
  expectTypeOf<ContactView["contact"]>().toExtend<read.Contact>();
  // An item of an order may say anything: the page shows what it finds.
  expectTypeOf<Omit<ContactOrder, "items">>().toExtend<Omit<read.Order, "items">>();
  expectTypeOf<Check>().toExtend<read.Check>();
  expectTypeOf<StuckRun>().toExtend<read.Stuck>();
  expectTypeOf<AuditEntry>().toExtend<read.AuditEntry>();
});
