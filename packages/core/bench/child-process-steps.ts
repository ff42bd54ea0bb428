import { definitions, job, op, type, type Handle } from "../src/index.ts";

/** A chain of steps that do nothing, for the benchmark beside this file. */
function chain(length: number) {
  const first = op({ name: "first" }, () => 0);
  const next = op({ name: "next", ins: { value: type<number>() } }, ({ value }) => value + 1);
  return job({ name: `chain${String(length)}` }, () => {
    let last: Handle<number> = first();
    for (let index = 1; index < length; index += 1)
      last = next.alias(`next${String(index)}`)({ value: last });
    return last;
  });
}

export default definitions({ jobs: [chain(8), chain(200)] });
