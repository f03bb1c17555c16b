import fc from "fast-check";
import { expect, test } from "vitest";
import { Few, FewPairs } from "../../../runtime/src/engine/few.ts";

const changes = fc.array(
  fc.record({ how: fc.constantFrom("put", "delete", "look"), key: fc.nat(5), value: fc.nat(9) }),
);

test("a set of few is a set, in the order in which it was filled", () => {
  fc.assert(
    fc.property(changes, (all) => {
      const [few, set] = [new Few<number>(), new Set<number>()];
      for (const { how, key } of all) {
        if (how === "put") for (const one of [few, set]) one.add(key);
        if (how === "delete") for (const one of [few, set]) one.delete(key);
        expect([few.size, few.has(key), [...few]]).toEqual([set.size, set.has(key), [...set]]);
      }
      few.clear();
      expect([...few]).toEqual([]);
    }),
  );
});

test("pairs of few are a map, in the order in which it was filled", () => {
  fc.assert(
    fc.property(changes, (all) => {
      const [few, map] = [new FewPairs<number, number>(), new Map<number, number>()];
      for (const { how, key, value } of all) {
        if (how === "put") for (const one of [few, map]) one.set(key, value);
        if (how === "delete") for (const one of [few, map]) one.delete(key);
        expect([few.get(key), [...few]]).toEqual([map.get(key), [...map]]);
      }
    }),
  );
});
