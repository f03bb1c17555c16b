import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import type { CodeInput } from "../../store/gateway.ts";
import { unknownName } from "./nearest.ts";
import { idOf, partsOf, refuseUnknown, textOf } from "./parts.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import { declared, type Shapes } from "./shapes.ts";

export const CODE_NAMES = ["coupon", "code"] as const;

/** A single code: `coupon`, by its name in the project, and `code`, a text that the contact is given as it stands. */
export function readCode(shapes: Shapes, raw: Raw, manner: Manner): Reading<CodeInput> {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "a code", CODE_NAMES);
  const coupon = parts.need("coupon", (value) => pooled(shapes, value));
  const code = parts.need("code", idOf);
  return readingOf(parts.problems, () => ({ coupon: coupon ?? "", code: code ?? "" }));
}

function pooled({ coupons }: Shapes, value: Json): string {
  const name = textOf(value);
  const coupon = declared(coupons, name);
  if (coupon === undefined)
    throw new ValueError(unknownName("coupon", name, "this project", Object.keys(coupons)));
  if ("pool" in coupon) return name;
  throw new ValueError(`the coupon ${name} has one code for all, and no pool`);
}
