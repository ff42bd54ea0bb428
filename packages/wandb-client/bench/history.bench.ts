import { measureClient, measureSdk, openStage } from "./peers.ts";

/** Logs rows to a run's history, with the SDK on an equal backend in the same run. */
export default async function history(options: {
  python: string | undefined;
  quick: boolean;
}): Promise<{
  title: string;
  intro: string;
  columns: string[];
  rows: (string | number)[][];
}> {
  const count = options.quick ? 2000 : 100_000;
  const rows = String(count);
  await using stage = await openStage();
  const ours = await measureClient(stage, "history", { rows });
  await using other = await openStage();
  const theirs =
    options.python === undefined
      ? undefined
      : await measureSdk(options.python, other, "history", { rows });
  return {
    title: "History, against the W&B SDK",
    intro: "From the first row until `finish()` has delivered the last one.",
    columns: ["rows", "Heddle (s)", "SDK (s)", "ratio"],
    rows: [
      [
        count,
        ours.seconds.toFixed(2),
        theirs?.seconds.toFixed(2) ?? "–",
        theirs === undefined ? "–" : (theirs.seconds / ours.seconds).toFixed(2),
      ],
    ],
  };
}
