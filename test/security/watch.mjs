import { createRequire, syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/**
 * Watches what a process does: programs it starts, connections it opens, files it writes outside of the folders it may write
 * to, and texts that become functions. Works in this process, and in another one through `watched.mjs`.
 */

const require = createRequire(import.meta.url);
const fs = require('node:fs');

/** Functions of fs that change what their first argument names. */
const WRITING = [
  ...['writeFileSync', 'appendFileSync', 'writeFile', 'appendFile', 'createWriteStream', 'truncateSync', 'truncate'],
  ...['mkdirSync', 'mkdir', 'rmSync', 'rm', 'rmdirSync', 'rmdir', 'unlinkSync', 'unlink', 'chmodSync', 'chmod'],
  ...['renameSync', 'rename', 'copyFileSync', 'copyFile', 'cpSync', 'cp', 'symlinkSync', 'symlink', 'linkSync', 'link'],
  ...['utimesSync', 'utimes', 'mkdtempSync', 'mkdtemp'],
];

/** Those whose second argument names it. */
const TO_SECOND = new Set([
  'renameSync',
  'rename',
  'copyFileSync',
  'copyFile',
  'cpSync',
  'cp',
  'symlinkSync',
  'symlink',
  'linkSync',
  'link',
]);

/** Those that write only with some flags. */
const OPENING = ['openSync', 'open'];

const FORBIDDEN = {
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  net: ['connect', 'createConnection', 'createServer'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer'],
  tls: ['connect', 'createServer'],
  dgram: ['createSocket'],
  dns: ['lookup', 'resolve'],
  vm: ['runInContext', 'runInNewContext', 'runInThisContext', 'compileFunction', 'Script'],
  inspector: ['open'],
};

/** Begins to watch; `mayWrite` are the folders in which files may be written. */
export const watch = (mayWrite) => {
  const done = [];
  const generated = [];
  const restores = [];
  const roots = mayWrite.map((folder) => resolve(folder) + sep);
  const replace = (owner, name, by) => {
    const genuine = owner[name];
    if (typeof genuine !== 'function') return;
    owner[name] = by(genuine);
    restores.push(() => {
      owner[name] = genuine;
    });
  };
  const noteWrite = (name, path) => {
    if (typeof path !== 'string' && !(path instanceof URL) && !Buffer.isBuffer(path)) return;
    const place = resolve(path instanceof URL ? path.pathname : String(path));
    if (!roots.some((root) => `${place}${sep}`.startsWith(root))) done.push(`fs.${name} ${place}`);
  };
  const noting = (note) => (genuine) =>
    new Proxy(genuine, {
      apply: (target, self, args) => {
        note(args);
        return Reflect.apply(target, self, args);
      },
      construct: (target, args, newTarget) => {
        note(args);
        return Reflect.construct(target, args, newTarget);
      },
    });
  for (const name of WRITING)
    replace(
      fs,
      name,
      noting((args) => {
        noteWrite(name, args[0]);
        if (TO_SECOND.has(name)) noteWrite(name, args[1]);
      }),
    );
  for (const name of OPENING)
    replace(
      fs,
      name,
      noting(([path, flags = 'r']) => {
        const writes =
          typeof flags === 'number' ? (flags & 3) !== 0 || (flags & fs.constants.O_CREAT) !== 0 : flags !== 'r';
        if (writes) noteWrite(name, path);
      }),
    );
  for (const [module, names] of Object.entries(FORBIDDEN)) {
    const owner = require(`node:${module}`);
    for (const name of names)
      replace(
        owner,
        name,
        noting((args) => done.push(`${module}.${name} ${String(args[0])}`)),
      );
  }
  for (const name of ['fetch', 'eval', 'WebSocket'])
    replace(
      globalThis,
      name,
      noting((args) => done.push(`${name} ${String(args[0])}`)),
    );
  // Signal 0 only asks whether a process lives.
  replace(
    process,
    'kill',
    noting(([id, signal]) => signal !== 0 && done.push(`process.kill ${String(id)}`)),
  );
  replace(
    process,
    'dlopen',
    noting(() => done.push('process.dlopen')),
  );
  replace(
    globalThis,
    'Function',
    noting((args) => generated.push(args.map(String))),
  );
  syncBuiltinESMExports();
  return {
    /** What was done that should not have been. */
    done,
    /** Texts that became functions, after the names of their parameters. */
    generated,
    stop: () => {
      for (const restore of restores.reverse()) restore();
      syncBuiltinESMExports();
    },
  };
};
