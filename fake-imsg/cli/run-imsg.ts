import type { FakeProcess } from '../device/process.ts';
import { createDescriptorSink } from './descriptor-sink.ts';
import { openDevice } from './open-device.ts';
import { startImsg } from './start-imsg.ts';

/** Binds imsg to this process: its arguments, its environment and its three pipes. */
export function runImsg(argv: readonly string[]): void {
  let fake: FakeProcess | null = null;
  const { stdin } = process;
  const stdout = createDescriptorSink(1, () => {
    fake?.kill();
    process.exit(1);
  });
  // Nobody has to read stderr; without a reader its lines are lost and nothing else happens.
  const stderr = createDescriptorSink(2, () => {});
  const exit = (code: number) => stdout.whenFlushed(() => process.exit(code));
  fake = startImsg({ argv, env: process.env, stdout, stderr, exit }, openDevice);

  stdout.onDrain(() => {
    if (fake?.wantsInput) stdin.resume();
  });
  stdin.on('data', (bytes: Buffer) => {
    fake.input(bytes);
    if (!fake.wantsInput) stdin.pause();
  });
  stdin.on('end', () => fake.endInput());
  stdin.on('error', () => fake.endInput());
}
