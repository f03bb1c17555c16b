import type { CompiledProject } from "@trajet/compiler/program";

/** Why codes of a coupon are not taken; `null` for a coupon that the project declares with a pool. */
export function codeRefusal({ coupons }: Pick<CompiledProject, "coupons">, name: string): string | null {
  const coupon = Object.hasOwn(coupons, name) ? coupons[name] : undefined;
  if (coupon === undefined) return `the project declares no coupon ${JSON.stringify(name)}`;
  return "pool" in coupon ? null : `the coupon ${name} has one code for all, and no pool`;
}
