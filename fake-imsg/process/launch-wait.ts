import type { Build } from '../builds/build.ts';
import type { ProcessIo } from '../device/process-io.ts';

const MOST_SECONDS = 600;

/** The build with the wait for a launch that the environment sets, in seconds, where the build asks it (wire-1.5). */
export function withLaunchWait(build: Build, env: ProcessIo['env']): Build {
  const seconds = Number(env.IMSG_LAUNCH_READY_TIMEOUT);
  if (!build.bridge.setsLaunchWait || !(seconds > 0)) return build;
  const launchWaitMs = Math.min(seconds, MOST_SECONDS) * 1000;
  return { ...build, bridge: { ...build.bridge, launchWaitMs } };
}
