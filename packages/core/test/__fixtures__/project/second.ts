import { asset } from "@heddle/core";
import { first } from "./first.ts";

export { first };
export const second = asset({ name: "second", ins: { first } }, ({ first: value }) => value + 1);
