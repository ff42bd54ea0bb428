import { expect } from "vitest";
import { InvalidDefinitionError, type Definitions } from "@heddle/core";

/** The faults of definitions that are refused; none when they are accepted. */
export const faults = (
  define: () => Definitions,
): readonly {
  readonly code?: string;
  readonly message: string;
  readonly hint?: string;
  readonly path?: string;
}[] => {
  try {
    define();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidDefinitionError);
    return (error as InvalidDefinitionError).problems;
  }
  return [];
};
