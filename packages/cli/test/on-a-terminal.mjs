// Preloaded by a test: lets the command line believe that a person watches, as on a terminal.
for (const stream of [process.stdout, process.stderr]) {
  Object.defineProperty(stream, "isTTY", { value: true });
  stream.columns = 60;
}
