export * from "./program/types.ts";
