export * from "./errors.ts";

export * from "./instance/index.ts";
