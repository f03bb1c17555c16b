import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOfKey, prefixOf } from "../../../runtime/src/doors/keys.ts";
import {
  createApiKey,
  KeyNameTaken,
  listApiKeys,
  revokeApiKey,
  storedKeys,
} from "../../../runtime/src/store/api-keys.ts";
import { DATABASES, openWorld, type World } from "./world.ts";

describe.each(DATABASES)("keys on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterAll(() => world.close());

  test("are found by their hash until they are revoked, and never kept themselves", async () => {
    const { db } = world.store;
    const key = await createApiKey(db, "till", ["write:events"]);
    expect(await storedKeys(db).find(hashOfKey(key))).toEqual({
      name: "till",
      prefix: prefixOf(key),
      scopes: ["write:events"],
    });
    expect(await storedKeys(db).find(hashOfKey(`${key}x`))).toBeUndefined();
    const rows = await db.selectFrom("api_key").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(key);
    await expect(createApiKey(db, "till", ["read"])).rejects.toThrow(KeyNameTaken);
    expect(await revokeApiKey(db, "till")).toBe(true);
    expect(await revokeApiKey(db, "till")).toBe(false);
    expect(await storedKeys(db).find(hashOfKey(key))).toBeUndefined();
    await createApiKey(db, "till", ["read"]);
    expect(await listApiKeys(db)).toMatchObject([
      { name: "till", prefix: key.slice(0, 9), revokedAt: expect.stringMatching(/Z$/) },
      { name: "till", scopes: ["read"], revokedAt: null },
    ]);
  });
});
