#!/usr/bin/env node
/** Says in one sentence when Node.js is too old, before anything newer is parsed. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`Firebreak needs Node.js 22.12 or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  const { isQuick, opensScreens } = await import('./terminal.js');
  if (isQuick(process.argv) || opensScreens(process.argv)) await (await import('./main.js')).main(process.argv);
  else (await import('./interrupt.js')).runInterruptibly(process.argv);
}
