import { workloads } from "./bench/workloads.ts";
import { dumps, loads } from "@heddle/serialization";
const only = process.argv[2];
function best(f: () => unknown, n = 7) {
  let b = Infinity;
  for (let i = 0; i < n; i++) {
    const t = performance.now();
    f();
    b = Math.min(b, performance.now() - t);
  }
  return b;
}
for (const w of workloads(false)) {
  if (only && !w.name.includes(only)) continue;
  const p = dumps(w.value);
  const j = w.json === undefined ? undefined : JSON.stringify(w.json);
  const d = best(() => loads(p));
  const e = best(() => dumps(w.value));
  const jd =
    j === undefined
      ? (() => {
          const b = new Uint8Array(p.length);
          return best(() => b.slice());
        })()
      : best(() => JSON.parse(j));
  const je = j === undefined ? jd : best(() => JSON.stringify(w.json));
  console.log(
    w.name.padEnd(30),
    "dec",
    d.toFixed(1),
    "json",
    jd.toFixed(1),
    (d / jd).toFixed(2),
    " enc",
    e.toFixed(1),
    "json",
    je.toFixed(1),
    (e / je).toFixed(2),
  );
}
