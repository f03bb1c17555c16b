import {
  complement as complementOf,
  EVERYWHERE,
  type Intervals,
  intersection as intersectionOf,
  wholeNumbersIn,
} from "./intervals.ts";

/** The values that something may have at all. `optional`: it may have none. */
export type Domain =
  | {
      readonly kind: "ordered";
      readonly optional: boolean;
      /** Only whole numbers. */
      readonly whole?: boolean;
      /** Only these; everywhere if left out. */
      readonly limits?: Intervals;
    }
  /** Texts; `all` are the only ones that there are. */
  | { readonly kind: "names"; readonly optional: boolean; readonly all?: readonly string[] };

/** Some of the values of a domain, and whether no value at all is among them. */
export interface Region {
  readonly missing: boolean;
  readonly values: Values;
}

type Values =
  | { readonly kind: "ordered"; readonly intervals: Intervals }
  /** These names, or with `except` all but these. */
  | { readonly kind: "names"; readonly except: boolean; readonly names: ReadonlySet<string> };

/** The values that stand in a relation to a point. A missing value stands in none. */
export function ordered(intervals: Intervals, domain: Domain): Region {
  return within(domain, { missing: false, values: { kind: "ordered", intervals } });
}

export function named(names: Iterable<string>, domain: Domain): Region {
  return within(domain, {
    missing: false,
    values: { kind: "names", except: false, names: new Set(names) },
  });
}

/** Every value of a domain, and that it has none, if it may have none. */
export function everything(domain: Domain): Region {
  return { ...present(domain), missing: domain.optional };
}

/** Every value of a domain, and a value for certain. */
export function present(domain: Domain): Region {
  if (domain.kind === "ordered") return ordered(EVERYWHERE, domain);
  if (domain.all !== undefined) return named(domain.all, domain);
  return { missing: false, values: { kind: "names", except: true, names: new Set() } };
}

export function onlyMissing(region: Region): Region {
  const { values } = region;
  return {
    missing: region.missing,
    values:
      values.kind === "ordered"
        ? { kind: "ordered", intervals: [] }
        : { kind: "names", except: false, names: new Set() },
  };
}

/** All that is not in a region. */
export function complement(region: Region, domain: Domain): Region {
  const { values } = region;
  const missing = domain.optional && !region.missing;
  if (values.kind === "ordered") {
    return within(domain, {
      missing,
      values: { kind: "ordered", intervals: complementOf(values.intervals) },
    });
  }
  return within(domain, { missing, values: { kind: "names", except: !values.except, names: values.names } });
}

/** Whether it is all of a domain. */
export function isEverything({ missing, values }: Region, domain: Domain): boolean {
  if (domain.optional && !missing) return false;
  if (values.kind === "names") {
    if (values.except) return values.names.size === 0;
    return domain.kind === "names" && (domain.all?.every((name) => values.names.has(name)) ?? false);
  }
  const [only, ...others] = values.intervals;
  // One gap is enough.
  if (domain.kind === "ordered" && domain.limits === undefined && !domain.whole)
    return only !== undefined && others.length === 0 && only.low === undefined && only.high === undefined;
  return hasNoValue(complement({ missing, values }, domain));
}

export function intersection(one: Region, other: Region): Region {
  return { missing: one.missing && other.missing, values: commonValues(one.values, other.values) };
}

export function union(one: Region, other: Region, domain: Domain): Region {
  return complement(intersection(complement(one, domain), complement(other, domain)), domain);
}

export function isEmpty(region: Region): boolean {
  return !region.missing && hasNoValue(region);
}

export function hasNoValue({ values }: Region): boolean {
  if (values.kind === "ordered") return values.intervals.length === 0;
  return !values.except && values.names.size === 0;
}

/** Whether all of `inner` is in `outer`. */
export function isWithin(inner: Region, outer: Region, domain: Domain): boolean {
  return isEmpty(intersection(inner, complement(outer, domain)));
}

function within(domain: Domain, region: Region): Region {
  const missing = region.missing && domain.optional;
  const { values } = region;
  if (values.kind === "ordered" && domain.kind === "ordered") {
    const limited =
      domain.limits === undefined ? values.intervals : intersectionOf(values.intervals, domain.limits);
    const intervals = domain.whole ? wholeNumbersIn(limited) : limited;
    return { missing, values: { kind: "ordered", intervals } };
  }
  if (values.kind === "names" && domain.kind === "names" && domain.all !== undefined) {
    const names = new Set<string>();
    for (const name of domain.all) if (values.names.has(name) !== values.except) names.add(name);
    return { missing, values: { kind: "names", except: false, names } };
  }
  return { missing, values };
}

function commonValues(one: Values, other: Values): Values {
  if (one.kind === "ordered" && other.kind === "ordered")
    return { kind: "ordered", intervals: intersectionOf(one.intervals, other.intervals) };
  if (one.kind === "names" && other.kind === "names") return commonNames(one, other);
  throw new Error("A variable has one domain, and so regions of one kind.");
}

type Names = Extract<Values, { kind: "names" }>;

function commonNames(one: Names, other: Names): Names {
  if (one.except && other.except) return { ...one, names: one.names.union(other.names) };
  if (one.except) return { ...other, names: other.names.difference(one.names) };
  if (other.except) return { ...one, names: one.names.difference(other.names) };
  return { ...one, names: one.names.intersection(other.names) };
}
