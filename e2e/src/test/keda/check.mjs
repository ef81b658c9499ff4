// Reads a JSON array of ScaledObjects from standard input; prints one line a fault and exits 1 if there is one.
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { readFileSync } from 'node:fs';

// The schema types known fields; what it does not name it lets pass, so names are checked here against the schema's own.
const known = new Set(['advanced', 'cooldownPeriod', 'fallback', 'idleReplicaCount', 'initialCooldownPeriod',
  'maxReplicaCount', 'minReplicaCount', 'pollingInterval', 'scaleTargetRef', 'triggers']);
let faults = 0;
for (const object of JSON.parse(readFileSync(0, 'utf8'))) {
  const name = object.metadata?.name;
  for (const field of Object.keys(object.spec ?? {}).filter((f) => !known.has(f))) {
    console.log(`${name}: unknown field spec.${field}`);
    faults++;
  }
  try {
    new ScaledObject(object).validate();
  } catch (error) {
    console.log(`${name}: ${error.message}`);
    faults++;
  }
}
process.exit(faults === 0 ? 0 : 1);
