import { asset } from "../../definitions/asset.ts";
import { definitions, type Definitions } from "../../definitions/definitions.ts";
import { materialize } from "../../execution/materialize.ts";
import { type } from "../../schema/schema.ts";
import { resource } from "../../resources/resource.ts";
import { childProcessExecutor } from "../child-process-executor.ts";

// A program that is its executor's module and runs without looking who loads it.

const depth = Number(process.env["HEDDLE_TEST_DEPTH"] ?? 0);
if (depth > 2) process.exit(9);

const color = resource({}, () => "red");
const plain = asset({ name: "plain" }, () => 1);
const dyed = asset({ name: "dyed", resources: { color: type<string>() } }, () => 1);

const project: Definitions = definitions({ assets: [plain, dyed], resources: { color } });
export default project;

await using executor = childProcessExecutor({
  file: import.meta.url,
  env: { HEDDLE_TEST_DEPTH: String(depth + 1) },
});
try {
  if (process.argv[2] === "resources")
    await materialize([dyed], { executor, resources: { color } });
  else await materialize([plain], { executor });
} catch (error) {
  if (depth > 0) throw error;
  console.log(String((error as { readonly code?: unknown }).code), String(error));
}
