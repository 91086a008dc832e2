import type { ByteSink, FakeProcess } from '../device/process-io.ts';
import { buildOfDevice } from '../mac/device-db.ts';
import { dieOfBrokenPipe } from './broken-pipe.ts';
import { createDescriptorSink } from './descriptor-sink.ts';
import { deviceFolder } from './files/folder.ts';
import { openRecordFile, recordPath } from './files/record-file.ts';
import { createOpenDevice, deviceFolderOf, systemClockOf } from './open-device.ts';
import { startImsg } from './start-imsg.ts';

/** Binds imsg to this process: its arguments, its environment and its three pipes. */
export function runImsg(argv: readonly string[]): void {
  let fake: FakeProcess | null = null;
  const { pid } = process;
  const folder = folderOf(argv);
  const env = withBuildOf(folder);
  const stdout = createDescriptorSink(1, (error) => {
    fake?.kill();
    if (error.code !== 'EPIPE') process.exit(1);
    record?.note(clock.wallMs(), pid, { what: 'signal', signal: 'SIGPIPE' });
    record?.flush();
    dieOfBrokenPipe();
  });
  // Nobody has to read stderr; without a reader its lines are lost and nothing else happens.
  const stderr = createDescriptorSink(2, () => {});
  const clock = systemClockOf(env);
  const record = folder === null ? null : openRecordFile(recordPath(folder), clock.soon);
  process.once('exit', () => record?.flush());
  fake = startImsg(
    {
      argv,
      env,
      stdout,
      stderr,
      clock,
      note: (noted) => record?.note(clock.wallMs(), pid, noted),
      readOn: () => fake && readOn(fake),
      exit: (code) => stdout.whenFlushed(() => process.exit(code)),
      die(signal) {
        record?.flush();
        const kill = () => process.kill(pid, signal);
        // A trap comes from the program itself, which has written each line before it went on.
        if (signal === 'SIGTRAP') stdout.whenFlushed(kill);
        else kill();
      },
    },
    createOpenDevice(clock, record ? { pid, record } : undefined),
  );
  if (fake.readsInput) feed(fake, stdout);
}

/** Only to look at `process.stdin` would change it for others who read there. */
function readOn({ readsInput, wantsInput }: FakeProcess): void {
  if (readsInput && wantsInput()) process.stdin.resume();
}

function feed(fake: FakeProcess, stdout: ByteSink): void {
  const { stdin } = process;
  stdout.onDrain(() => readOn(fake));
  stdin.on('data', (bytes: Buffer) => {
    fake.input(bytes);
    if (!fake.wantsInput()) stdin.pause();
  });
  stdin.on('end', () => fake.endInput());
  stdin.on('error', () => fake.endInput());
}

/** The device folder that the command line and the environment name, if there is one. */
function folderOf(argv: readonly string[]): string | null {
  const at = argv.findIndex((argument) => /^--db(=|$)/.test(argument));
  const [, attached] = argv[at]?.split(/=(.*)/s) ?? [];
  return deviceFolderOf(attached ?? argv[at === -1 ? argv.length : at + 1], process.env);
}

/** The environment, with the build of the device where it names none: its own `imsg` sets it, no other does. */
function withBuildOf(folder: string | null): NodeJS.ProcessEnv {
  const { env } = process;
  if (folder === null || env.FAKE_IMSG_BUILD) return env;
  const build = buildOfDevice(deviceFolder(folder).deviceDbPath);
  return build === null ? env : { ...env, FAKE_IMSG_BUILD: build };
}
