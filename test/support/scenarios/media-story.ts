import type { AgentTurn } from '../../../engine/agents/agent.ts';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import type { Installation } from '../../../scenarios/sim/installation.ts';
import { ALICE, BOB } from './stories.ts';

/** What a HEIC picture and a voice memo are to the agent, however often the gateway died over them. */
const WANTED: Readonly<Record<string, string>> = { look: 'image/jpeg', 'I am late.': 'audio/x-caf' };

/**
 * A picture that is converted and a voice memo that is heard. An agent fails that is given anything but whole copies of
 * them.
 */
export function createMediaStory(): Story {
  let disk: Installation['disk'];
  const isWhole = ({ attachments }: AgentTurn) =>
    attachments.every(({ path, bytes }) => disk().readFileSync(path).length === bytes);
  return {
    name: 'files',
    eligible: ['\uFFFClook', '\uFFFC'],
    lengthMs: 6_000,
    installation: {
      config: {
        ...OPEN_CONFIG,
        channels: { imessage: { ...OPEN_CONFIG.channels.imessage, includeAttachments: true } },
        media: { transcribe: { command: ['whisper'] } },
      },
      script(turn) {
        const { text, attachments } = turn;
        if (attachments[0]?.mimeType !== WANTED[text]) throw new Error('its file is lost');
        if (!isWhole(turn)) throw new Error('its file is torn');
        return [`thanks for ${text}`];
      },
    },
    plan(installation) {
      const { device, outside, witness } = installation;
      ({ disk } = installation);
      outside.put('sips', { is: 'converts' });
      outside.put('whisper', { is: 'says', text: 'I am late.' });
      witness.heard('I am late.');
      const photo = { kind: 'photo', from: ALICE, caption: 'look', mime: 'image/heic', fileMs: 1 };
      device.schedule(photo, { inMs: 1_000 });
      device.schedule({ kind: 'voice-memo', from: BOB, fileMs: 1 }, { inMs: 1_100 });
    },
  };
}
