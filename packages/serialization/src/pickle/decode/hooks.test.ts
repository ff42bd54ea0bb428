import { expect, test } from "vitest";
import { type LoadsOptions, loads, PickleError } from "../../index.ts";

const bytes = (program: string): Uint8Array => Buffer.from(program, "latin1");

function failure(program: string, options: LoadsOptions): PickleError {
  try {
    loads(bytes(program), options);
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("F116 whatever a hook throws comes out as a PickleError", () => {
  const { proxy, revoke } = Proxy.revocable(new Error("x"), {});
  revoke();
  const odd = {
    get message(): string {
      throw new Error("a getter");
    },
  };
  const causes: unknown[] = [
    new Error("mine"),
    "text",
    undefined,
    Symbol("s"),
    Object.create(null),
    proxy,
    Object.setPrototypeOf(odd, Error.prototype),
  ];
  for (const cause of causes) {
    const error = failure("Pid\n.", {
      persistentLoad() {
        throw cause;
      },
    });
    expect(error.code).toBe("SERIALIZATION_HOOK_FAILED");
    expect(error.cause).toBe(cause);
    expect([error.offset, error.opcode]).toEqual([0, "PERSID"]);
  }
});

test("F116 a fault after a hook gave something odd is still told", () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  const persistentLoad = (): unknown => proxy;
  expect(failure("Pid\n\xff", { persistentLoad }).code).toBe("SERIALIZATION_UNKNOWN_OPCODE");
  expect(failure("(Pid\n(\xff", { persistentLoad }).code).toBe("SERIALIZATION_UNKNOWN_OPCODE");
});

test("F116 an input that a hook takes away is an error", () => {
  const input = Uint8Array.from(bytes("Pid\nN0."));
  const run = (): unknown =>
    loads(input, {
      persistentLoad: () => structuredClone(1, { transfer: [input.buffer] }),
    });
  expect(run).toThrow(PickleError);
});

test("F116 buffers of another kind are named, not met later", () => {
  for (const one of [null, 5, new ArrayBuffer(8), {}, { bytes: "text" }]) {
    const buffers = [one] as unknown as NonNullable<LoadsOptions["buffers"]>;
    expect(failure("\x97.", { buffers }).message).toContain("option buffers must hold Uint8Arrays");
  }
  expect(failure("N.", { buffers: 5 as never }).message).toBe("option buffers must be iterable");
});
