import { asset } from "@heddle/core";

export const first = asset({ name: "first" }, () => 1);
