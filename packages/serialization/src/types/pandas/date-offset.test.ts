import { expect, test } from "vitest";
import { dumps, loads, type PyReduce } from "../../index.ts";

/** `pickletools.optimize(pickle.dumps(pandas.DateOffset(months=2, weekday=MO(1)), 4))` of pandas 3.1. */
const offset = Buffer.from(
  "gASVUgEAAAAAAACMBnBhbmRhc4wKRGF0ZU9mZnNldJMpUn0ojAdfb2Zmc2V0jBZkYXRldXRpbC5yZWxhdGl2ZWRlbHRhjA1yZWxhdGl2ZWRlbHRhkymBfSiMBXllYXJzSwCMBm1vbnRoc5RLAowEZGF5c0sAjAhsZWFwZGF5c0sAjAVob3Vyc0sAjAdtaW51dGVzSwCMB3NlY29uZHNLAIwMbWljcm9zZWNvbmRzSwCMBHllYXJOjAVtb250aE6MA2RheU6MBGhvdXJOjAZtaW51dGVOjAZzZWNvbmROjAttaWNyb3NlY29uZE6MB3dlZWtkYXmUjBBkYXRldXRpbC5fY29tbW9uaAGTKYGUTn0oaAFLAIwBbpRLAXWGYowJX2hhc190aW1lSwB1YowSX3VzZV9yZWxhdGl2ZWRlbHRhiGgASwJoAWgCaANLAYwJbm9ybWFsaXpliXViLg==",
  "base64",
);

test("F114 the frequency of an index may be a DateOffset of months and weekdays", () => {
  const value = loads(offset) as PyReduce;
  expect(value.functionName).toBe("pandas.DateOffset");
  expect(value.state).toMatchObject({ months: 2, n: 1, normalize: false });
  expect(loads(dumps(value))).toEqual(value);
});
