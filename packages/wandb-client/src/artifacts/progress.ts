/** How far a transfer is. */
export interface TransferProgress {
  readonly direction: "upload" | "download";
  readonly files: number;
  readonly filesTotal: number;
  readonly bytes: number;
  readonly bytesTotal: number;
}
