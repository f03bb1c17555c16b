/** Arithmetic with moments, days and periods on the clocks of a time zone. */

export { type Bounds, periodBounds } from "./periods.ts";
export { type Resolved, resolvePoint } from "./points.ts";
export { addDuration, dateIn, subtractDuration } from "./zoned.ts";
