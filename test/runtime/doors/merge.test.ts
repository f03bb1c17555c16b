import { describe, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

describe("POST /v1/contacts/{id}/merge", () => {
  test("merges, says what that came to, and the same again changes nothing", async () => {
    const { post } = await openShop();
    const merged = await post("/v1/contacts/bea/merge", { into: "ada" });
    expect([merged.statusCode, merged.json()]).toEqual([
      200,
      {
        version: 1,
        result: "written",
        contact: "ada",
        from: "bea",
        orders: 2,
        goOn: ["Welcome"],
        end: ["WinBack"],
      },
    ]);
    const again = await post("/v1/contacts/bea/merge", { into: "ada" });
    expect(again.json()).toEqual({ version: 1, result: "unchanged", contact: "ada" });
  });

  test("what cannot be merged is refused with the reason", async () => {
    const { post } = await openShop();
    const refused = await post("/v1/contacts/nobody/merge", { into: "ada" });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().detail).toBe("There is no such contact.");
    expect((await post("/v1/contacts/bea/merge", {})).statusCode).toBe(400);
  });

  test("needs a key", async () => {
    const { app } = await openShop();
    const request = { method: "POST", url: "/v1/contacts/bea/merge", payload: { into: "ada" } } as const;
    expect((await app.inject(request)).statusCode).toBe(401);
  });
});
