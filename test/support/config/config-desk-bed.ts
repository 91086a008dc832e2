import JSON5 from 'json5';
import type { Config } from '../../../engine/config/config.ts';
import type { ConfigInput } from '../../../engine/config/schema.ts';
import { type ConfigText, createConfigDesk } from '../../../engine/config/writes/desk.ts';
import { createListLogger } from '../messages/list-logger.ts';

export const WRITTEN = `{
  // Ours.
  channels: { imessage: { dmPolicy: "allowlist", allowFrom: ["+15550001111"], env: { TOKEN: "s3cret" } } },
  agents: { list: [{ id: "main", type: "command", command: ["agent", "--api-key", "s3cret", "--token=s3cret"] }] },
  media: { transcribe: { http: "https://example.com/hear?key=s3cret" } },
  commands: { config: true, ownerAllowFrom: ["+15550001111"] },
  gateway: { auth: { token: "s3cret" } },
}
`;

interface Bed {
  readonly written?: string;
  readonly text?: Partial<ConfigText> | null;
  readonly accountId?: string;
  readonly isResumed?: boolean;
  readonly isGroup?: boolean;
  takeUp?(config: Config): void;
}

export function bed({ written = WRITTEN, text = {}, accountId = 'default', ...given }: Bed = {}) {
  const { isResumed = false, isGroup = false, ...rest } = given;
  let file = written;
  const taken: Config[] = [];
  const logger = createListLogger();
  const desk = createConfigDesk({
    input: JSON5.parse(written) as ConfigInput,
    text: text && {
      read: async () => file,
      async write(next) {
        file = next;
      },
      async watch(onChange) {
        await onChange();
      },
      ...text,
    },
    places: { home: '/home/ada' },
    logger,
    takeUp: (config) => void taken.push(config),
    ...rest,
  });
  const tell = (words: string) => desk.tell(words, { accountId, isResumed, isGroup });
  /** Somebody else writes the file. */
  const write = async (next: string) => {
    file = next;
    await desk.watch(new AbortController().signal);
  };
  return { tell, write, file: () => file, taken, lines: logger.lines };
}

export const withKeys = (from: string, to: string) => {
  if (!WRITTEN.includes(from)) throw new Error(`The configuration has no ${from}.`);
  return WRITTEN.replace(from, to);
};
