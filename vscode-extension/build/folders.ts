import path from "node:path";

export const extension = path.resolve(import.meta.dirname, "..");
export const clone = path.resolve(extension, "..");
