import { join } from "node:path";
import { createWhole } from "../whole-file.ts";

const [folder = ""] = process.argv.slice(2);
for (let count = 0; ; count += 1) {
  await createWhole(join(folder, `${count}.json`), JSON.stringify({ count }));
  if (count === 0) process.stdout.write("started\n");
}
