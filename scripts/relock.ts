// Re-resolve package-lock.json with npm running *under this Node* (engine-aware picks are those of Node 26),
// then complete it: a registry mirror that lacks some platform packages makes npm leave them out of the lock,
// and npm >= 11 then refuses `npm ci` with "Missing: X@ from lock file".
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const npm = process.env['npm_execpath'];
if (!npm) throw new Error('run me with: npm run relock');
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
const done = spawnSync(process.execPath, [npm, 'install', '--package-lock-only', '--ignore-scripts'], {
  stdio: 'inherit',
  env,
});
if (done.status !== 0) process.exit(done.status ?? 1);

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'arm'];
let added = 0;
for (const parent of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const at = `node_modules/${name}`;
    const words = name.split(/[-/]/);
    const os = OS.filter((o) => words.includes(o));
    if (lock.packages[at] || os.length === 0 || !/^\d/.test(version)) continue;
    const cpu = CPU.filter((c) => words.some((w) => w === c || (c === 'arm' && /^arm-?(eabi|$)/.test(w))));
    const libc = words.some((w) => w.startsWith('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
    lock.packages[at] = {
      version,
      ...(cpu.length ? { cpu } : {}),
      ...(parent.dev ? { dev: true } : {}),
      ...(libc.length ? { libc } : {}),
      optional: true,
      os,
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform packages added that this registry does not serve`);
