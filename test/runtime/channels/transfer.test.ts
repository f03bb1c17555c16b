import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { createTransfer } from "../../../runtime/src/channels/transfer.ts";

const body = () => Readable.from(["Hello ", "Ada"]);

describe("transfer", () => {
  test("hands the body on unchanged, and is complete at its end", async () => {
    const transfer = createTransfer();
    const watched = transfer.watch(body());
    expect(transfer.complete).toBe(false);
    expect(await text(watched)).toBe("Hello Ada");
    expect(transfer.complete).toBe(true);
  });

  test("is not complete when the reading breaks off, and may then start over", async () => {
    const transfer = createTransfer();
    const stalled = new Readable({ read() {} });
    stalled.push("Hello ");
    for await (const chunk of transfer.watch(stalled)) {
      expect(chunk.toString()).toBe("Hello ");
      break;
    }
    expect(transfer.complete).toBe(false);
    expect(await text(transfer.watch(body()))).toBe("Hello Ada");
  });

  test("hands nothing over a second time", async () => {
    const transfer = createTransfer();
    await text(transfer.watch(body()));
    await expect(text(transfer.watch(body()))).rejects.toThrow("handed over before");
    expect(transfer.complete).toBe(true);
  });
});
