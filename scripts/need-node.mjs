// Plain JavaScript on purpose: it must run on the old Node of the machine when the project's own was not linked.
if (Number(process.versions.node.split('.')[0]) < 26) {
  console.error(`kinoklub: Node ${process.versions.node} is too old, and the project's own Node 26 is missing:`);
  console.error(
    'run "npm rebuild --ignore-scripts" (or "npm ci" without --omit=optional), or install Node 26 or later.',
  );
  process.exit(1);
}
