import { EngineError } from '../errors.ts';

const BUBBLES = ['impact', 'loud', 'gentle', 'invisibleink'] as const;
/** On the whole screen: by the name that Messages has for each inside, in small letters. */
const SCREENS = {
  confetti: 'Confetti',
  lasers: 'Lasers',
  fireworks: 'Fireworks',
  balloons: 'Balloons',
  sparkles: 'Sparkles',
  spotlight: 'Spotlight',
  echo: 'Echo',
  love: 'Love',
  celebration: 'Celebration',
  heart: 'Heart',
  happybirthday: 'HappyBirthday',
  shootingstar: 'ShootingStar',
} as const;
/** As people call some of them. */
const ALIASES: Readonly<Record<string, string>> = { slam: 'impact', balloon: 'balloons' };

const IDS: ReadonlyMap<string, string> = new Map([
  ...BUBBLES.map((name) => [name, `com.apple.MobileSMS.expressivesend.${name}`] as const),
  ...Object.entries(SCREENS).map(
    ([name, title]) => [name, `com.apple.messages.effect.CK${title}Effect`] as const,
  ),
]);

/** The whole id of an effect, by its name or by that id (ACT-17, ruling-20). Throws `action_invalid`. */
export function effectId(written: string): string {
  const plain = written.trim().toLowerCase();
  const name = plain.replace(/[\s_-]/g, '');
  const id =
    IDS.get(ALIASES[name] ?? name) ?? [...IDS.values()].find((known) => known.toLowerCase() === plain);
  if (id !== undefined) return id;
  const names = [...IDS.keys(), ...Object.keys(ALIASES)].toSorted().join(', ');
  throw new EngineError('action_invalid', { message: `There is no such effect. Take one of: ${names}.` });
}
