import { opcodeName } from "../opcodes.ts";
import { fault } from "./fault.ts";
import { MachineState } from "./state.ts";

/** The frames of protocol 4, and where input ends: no opcode may reach over either. */
export abstract class MachineFrames extends MachineState {
  /** Where the opcode at hand begins. */
  protected start = 0;

  /** FRAME: from here on opcodes end where the frame ends. */
  protected enterFrame(length: number, position: number): void {
    if (this.options.frames === "lenient") return;
    if (this.frameEnd >= 0 && this.start < this.frameEnd) {
      fault("SERIALIZATION_FRAME", "a frame begins inside another");
    }
    const end = this.bytes.length;
    this.frameEnd = position + length;
    if (this.frameEnd > end && this.complete) {
      fault("SERIALIZATION_TRUNCATED", `a frame of ${length} bytes is longer than the input`);
    }
    this.limit = Math.min(this.frameEnd, end);
  }

  /**
   * Leaves the frame that ends at `position`, if one does.
   *
   * @returns whether more bytes follow
   */
  protected leaveFrame(position: number): boolean {
    if (this.frameEnd < 0 || position < this.frameEnd) return false;
    this.frameEnd = -1;
    this.limit = this.bytes.length;
    return position < this.limit;
  }

  /**
   * Bytes are missing, of an opcode or for the next one: an error unless more may come.
   *
   * @param opcode -1 when the next opcode has not begun
   */
  protected missing(opcode: number): void {
    const { length } = this.bytes;
    if (opcode >= 0 && this.frameEnd >= 0 && this.frameEnd <= length) {
      fault("SERIALIZATION_FRAME", "an opcode crosses the end of its frame");
    }
    if (this.complete) {
      fault(
        "SERIALIZATION_TRUNCATED",
        opcode < 0
          ? "the input ends before STOP"
          : `the input ends inside ${opcodeName(opcode)}, ${length - this.start} bytes after its start`,
      );
    }
  }
}
