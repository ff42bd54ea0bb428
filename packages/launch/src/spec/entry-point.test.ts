import { describe, expect, test } from "vitest";
import { commandOf } from "./entry-point.ts";

describe("commandOf", () => {
  test.each([
    [["python", "train.py"], ["--x"], ["python", "train.py", "--x"]],
    [["train.py"], [], ["python", "train.py"]],
    [["run.sh", "a"], [], ["/bin/zsh", "run.sh", "a"]],
    [["main.mjs"], [], ["node", "main.mjs"]],
    [["main.ts"], [], ["node", "main.ts"]],
    [["bash", "-c", "a; b"], [], ["bash", "-c", "a; b"]],
    [["./tool"], ["a|b", "$HOME", "c d"], ["./tool", "a|b", "$HOME", "c d"]],
  ])("%j with %j is %j", (entryPoint, args, command) => {
    expect(commandOf(entryPoint, args, { SHELL: "/bin/zsh" })).toEqual(command);
  });

  test("scripts run with sh when no shell is named", () => {
    expect(commandOf(["run.sh"], [], {})).toEqual(["sh", "run.sh"]);
  });

  test.each([["python train.py; rm -rf /"], ["a|b"], ["$(x)"], ["`x`"], ["a>b"], ["a\nb"], [""]])(
    "refuses the program %j: it would need a shell",
    (program) => {
      expect(() => commandOf([program], [], {})).toThrow(
        expect.objectContaining({ code: "LAUNCH_ENTRY_POINT_REFUSED" }),
      );
    },
  );

  test("refuses a missing entry point and NUL characters", () => {
    expect(() => commandOf(undefined, [], {})).toThrow(/no entry point/);
    expect(() => commandOf(["node", "a\0b"], [], {})).toThrow(/NUL/);
  });
});
