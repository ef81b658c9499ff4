// Reads {file name: dashboard} from standard input and compiles each dashboard against Grafana's own types, which refuse
// unknown fields and wrong values of the dashboard, its panels' common parts, variables and field configuration.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const dashboards = JSON.parse(readFileSync(0, 'utf8'));
const head = `import type { Dashboard } from '@grafana/schema';
// The value of a string enumeration is written as its text in JSON.
type Json<T> = T extends string ? \`\${T}\` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
`;
const bodies = Object.entries(dashboards).map(
  ([name, dashboard], i) => `// ${name}\nexport const d${i}: Json<Dashboard> = ${JSON.stringify(dashboard, null, 1)};\n`);
writeFileSync('dashboards.ts', head + bodies.join(''));
try {
  execFileSync('node', ['node_modules/typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext',
    '--moduleResolution', 'nodenext', '--target', 'es2023', 'dashboards.ts'], { stdio: 'inherit' });
} catch {
  process.exit(1);
}
