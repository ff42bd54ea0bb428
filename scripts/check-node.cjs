// Says in one line that this Node is too old. Plain old JavaScript, so that any Node can read it.
// On Linux (x64, arm64) `npm ci` puts Node 24 into node_modules, and npm scripts run that one.
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error(
    "Heddle needs Node 22.18 or newer; this is " +
      process.versions.node +
      ". Install a newer Node (on Linux x64 and arm64, `npm ci` brings one).",
  );
  process.exit(1);
}
