import { expect, test } from "vitest";
import { z } from "zod";
import { asset } from "../definitions/asset.ts";
import { definitions } from "../definitions/definitions.ts";
import { resource, type StoredAsset } from "../resources/resource.ts";

test("an IO manager's resource judges the assets that it stores, with its fixed config", () => {
  const judged: { readonly keys: readonly string[]; readonly config: unknown }[] = [];
  const manager = resource(
    {
      config: z.object({ limit: z.number() }),
      checkAssets: (assets: readonly StoredAsset[], config) => {
        judged.push({ keys: assets.map(({ key }) => key.join("/")), config });
        return assets
          .slice(1)
          .map((one) => ({ asset: one, message: "is one too many", hint: "Drop it." }));
      },
    },
    () => ({ handleOutput: () => undefined, loadInput: () => undefined }),
  ).configured({ limit: 1 });
  const assets = ["a", "b"].map((name) => asset({ name, ioManagerKey: "manager" }, () => 1));
  const elsewhere = asset({ name: "elsewhere" }, () => 1);
  expect(() =>
    definitions({ assets: [...assets, elsewhere] as never, resources: { manager } }),
  ).toThrow(
    expect.objectContaining({
      code: "CORE_INVALID_DEFINITION",
      message: expect.stringMatching(/asset "b".*one too many/s),
    }),
  );
  expect(judged).toEqual([{ keys: ["a", "b"], config: { limit: 1 } }]);
});
