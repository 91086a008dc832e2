import type { ByteSink, FakeProcess, ProcessIo } from '../device/process-io.ts';
import { ownVariables } from './imsg-variables.ts';

/** Starts a process and writes down what goes in and out of it, byte for byte, and how it ends. */
export function startRecorded(outer: ProcessIo, start: (io: ProcessIo) => FakeProcess): FakeProcess {
  const { argv, env, note } = outer;
  const noting = (what: 'out' | 'err', sink: ByteSink): ByteSink => ({
    write(bytes) {
      note({ what, bytes });
      return sink.write(bytes);
    },
    onDrain: sink.onDrain,
  });
  note({ what: 'start', argv, env: ownVariables(env) });
  const inner = start({
    ...outer,
    stdout: noting('out', outer.stdout),
    stderr: noting('err', outer.stderr),
    exit(code) {
      note({ what: 'exit', code });
      outer.exit(code);
    },
    die(signal) {
      note({ what: 'signal', signal });
      outer.die(signal);
    },
  });
  return {
    input(bytes) {
      note({ what: 'in', bytes });
      inner.input(bytes);
    },
    endInput() {
      note({ what: 'end of input' });
      inner.endInput();
    },
    kill: inner.kill,
    wantsInput: () => inner.wantsInput(),
    readsInput: inner.readsInput,
  };
}
