export type { MapChange } from "./map/change.ts";
export type { Offer } from "./map/offers.ts";
export type { MapAnswer, MapEdgeAnswer, MapNodeAnswer, MapParams } from "./requests/map.ts";
export type { MapChangeAnswer, MapChangeParams } from "./requests/map-change.ts";
export type {
  RanFailure,
  RanPart,
  RanStep,
  RanTest,
  RunTestsParams,
  TestsRan,
} from "./requests/run-tests.ts";
export type { FoundTest, TestsParams } from "./requests/tests.ts";
export { type Host, type InitializationOptions, startServer } from "./server.ts";
export { serveOnStdio } from "./stdio.ts";
export type { TestEngine } from "./tests/engine.ts";
export { lateEngine } from "./tests/late-engine.ts";
export type { Disk } from "./workspace/disk.ts";
export { nodeDisk } from "./workspace/node-disk.ts";
export type { ProjectSnapshot } from "./workspace/snapshot.ts";
