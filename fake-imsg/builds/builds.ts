import { BRIDGES } from './bridges.ts';
import type { Build } from './build.ts';
import { policyIn } from './by-release.ts';
import { COMMAND_LINES } from './command-lines.ts';
import { DATABASES } from './databases.ts';
import { DELIVERIES } from './deliveries.ts';
import { methodsIn } from './methods.ts';
import { SERVING } from './serving.ts';
import { chooseBuild } from './versions.ts';
import { WATCHES } from './watches.ts';

/** Of this process, in which a simulated Mac may start imsg thousands of times. */
const resolved = new Map<string | undefined, Build>();

/** The build that FAKE_IMSG_BUILD asks for. Throws `UnknownBuild`. */
export function resolveBuild(asked: string | undefined): Build {
  const known = resolved.get(asked) ?? readBuild(asked);
  resolved.set(asked, known);
  return known;
}

function readBuild(asked: string | undefined): Build {
  const { name, version } = chooseBuild(asked);
  const release = chooseBuild(name).version;
  return {
    ...policyIn(SERVING, name),
    version,
    commandLine: { ...policyIn(COMMAND_LINES, name), release },
    database: policyIn(DATABASES, name),
    methods: methodsIn(name),
    delivery: policyIn(DELIVERIES, name),
    bridge: policyIn(BRIDGES, name),
    watch: policyIn(WATCHES, name),
  };
}
