// What can be done in a conversation right now, and what is asked for there.

import type { ActionTool, AgentAction } from '../agents/agent.ts';
import type { ActionGates } from '../config/keys/actions.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { GivenFile, OutgoingFiles } from '../media/outgoing.ts';
import { serviceOf } from '../message/chat-meaning.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Ability } from '../wire/route.ts';
import type { Line } from '../wire/wire.ts';
import type { Action, Deed, FileDeed, Look, SayingDeed } from './action.ts';
import { withChatKeys } from './chat-keys.ts';
import { readMessageId } from './inputs.ts';
import { messageFinder } from './message-finder.ts';
import { parsed, toolOf } from './offer.ts';
import { ACTIONS, actionNamed } from './registry.ts';
import type { Saying } from './saying.ts';

const NAME_SHOWN_MAX = 40;
const PATH_SHOWN_MAX = 200;
/** As chats and rows have it. */
const TEXT_SERVICE = /^(?:SMS|RCS)$/i;

interface ActionsOptions {
  readonly accountId: string;
  /** The command of this account, for what an operator is told. */
  readonly cliPath: string;
  /** As they are right now. */
  gates(): ActionGates;
  /** The country of numbers that are written without one. */
  readonly region: string;
  /** The same of handles of the wire; null = they are as they came. */
  readonly wireRegion: string | null;
  /** What becomes of words. */
  readonly saying: Saying;
  readonly line: Pick<Line, 'abilityOf' | 'look'>;
  /** What can be seen of a chat. */
  sightOf(chat: Pick<TurnContext, 'chatGuid' | 'chatId'>): Look;
  readonly store: Pick<Store, 'recentParts' | 'provenPart' | 'rowsNamed' | 'rowNumbered'>;
  /** Null = imsg runs on another machine, to which no file is copied. */
  readonly outgoing: OutgoingFiles | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
}

/** `mayManage` = whoever is answered owns the gateway, and may tell what becomes of the group itself (ACT-20). */
export type Place = Pick<TurnContext, 'chatGuid' | 'chatId' | 'isGroup' | 'messageGuids'> & {
  readonly mayManage: boolean;
  /** Whether an action may be used there at all, by its name (BEY-5). */
  mayUse(name: string): boolean;
};

interface InGroup {
  /** The id of what its parts will belong to: a turn, or a message that answers none. */
  readonly group: string;
}

export interface Actions {
  /**
   * The message that words answer in its thread; null = threads are switched off. `messageId` is as an agent gave it. Rejects with
   * `message_unusable`.
   */
  threadOf(place: Place, messageId: unknown): Promise<MessageGuid | null>;
  /** Those that an agent may take there: not those that are switched off, or known not to work. */
  of(place: Place): readonly ActionTool[];
  /** What is to be done for it, with everything named. Rejects with `EngineError` where it cannot be done. */
  resolve(place: Place & InGroup, action: AgentAction): Promise<SayingDeed | FileDeed>;
}

export function createActions(options: ActionsOptions): Actions {
  const { gates, line, outgoing } = options;
  const abilityOf = ({ method, selectors }: Action) => line.abilityOf(method, selectors);
  const finder = messageFinder(options);

  const check = async (action: Action) => {
    let ability = abilityOf(action);
    // Words go by whatever way there is by then.
    if (ability === 'yes' || (ability === 'unknown' && action.isWordsAlone)) return;
    // It may have been launched meanwhile, or imsg has yet to say.
    await line.look(true);
    ability = abilityOf(action);
    if (isAble(ability) || (action.isWordsAlone && ability === 'bridge')) return;
    const error = unavailable(action.name, ability);
    options.logger.warn(
      `imessage: ${action.name} is not available for account ${clean(options.accountId, NAME_SHOWN_MAX)} (${clean(options.cliPath, PATH_SHOWN_MAX)}): ${error.message}`,
    );
    throw error;
  };
  /** Why an action is nothing for that place, whatever this Mac can do. */
  const refusalIn = (action: Action, place: Place): EngineError | null => {
    const { isGroup, mayManage, mayUse } = place;
    if (!gates()[action.gate]) return disabled(action);
    if (!mayUse(action.name)) return notThere(action.name);
    if (action.isOfGroups && !isGroup) return notInDirectChats(action);
    if (action.takesFile && outgoing === null) return remote(action);
    if (action.isOfIMessages && TEXT_SERVICE.test(serviceOf(place.chatGuid))) return notOverText(action);
    return action.isOfGroups && !mayManage ? notForAnybody() : null;
  };
  const offered = (action: Action, place: Place): readonly ActionTool[] => {
    const input = isAble(abilityOf(action)) ? action.input : action.inputWithoutBridge;
    const isOffered = input !== undefined && refusalIn(action, place) === null;
    return isOffered ? [withChatKeys(toolOf({ ...action, input }))] : [];
  };
  const resolve: Actions['resolve'] = async (place, { name, input = {} }) => {
    const action = actionNamed(String(name));
    if (!action)
      throw new EngineError('action_unknown', {
        message: `There is no action "${clean(String(name), NAME_SHOWN_MAX)}".`,
      });
    const refusal = refusalIn(action, place);
    if (refusal) throw refusal;
    const given = parsed(action, input);
    const meant = action.becomes?.(given, place) ?? null;
    if (meant !== null) return resolve(place, meant);
    if (action.needsBridge?.(given) ?? true) await check(action);
    const resolved = await action.resolve(given, {
      region: options.region,
      wireRegion: options.wireRegion,
      saying: options.saying,
      ...finder(place),
      async lastEdit(guid) {
        const lookedAtMs = options.clock.wallMs();
        const edited = await unlessUnreadable(options.sightOf(place).editedAt(guid));
        return edited && { ...edited, lookedAtMs };
      },
      partsOf: (guid) => unlessUnreadable(options.sightOf(place).partsOf(guid)),
      ownTapback: (guid) => unlessUnreadable(options.sightOf(place).ownTapback(guid)),
      participants: async () => (await unlessUnreadable(options.sightOf(place).chat()))?.participants ?? null,
      file: (file: GivenFile) => outgoing!.stage(place.group, file),
    });
    if ('file' in resolved) return resolved;
    const deed = { name: action.name, ...resolved };
    if (await leftAsText(action, deed, options.sightOf(place))) throw notOverText(action);
    // What stands already would pass for a proof that it was done.
    if (await stands(action, deed, options.sightOf(place))) throw standsAlready(action);
    return deed;
  };
  return {
    resolve,
    threadOf: async (place, messageId) =>
      gates().reply && place.mayUse('reply') ? finder(place).message(readMessageId(messageId), 'any') : null,
    of(place) {
      // What is missing now may be there the next time.
      if (ACTIONS.some((action) => gates()[action.gate] && !isAble(abilityOf(action))))
        options.unawaited(line.look(false), 'looking for the bridge');
      return ACTIONS.flatMap((action) => offered(action, place));
    },
  };
}

/** Whether it is to be seen that a message left as SMS or RCS, though its chat does not say so. */
async function leftAsText({ isOfIMessages }: Action, { target }: Deed, look: Look): Promise<boolean> {
  if (!isOfIMessages || target === undefined) return false;
  return TEXT_SERVICE.test((await unlessUnreadable(look.serviceOf(target))) ?? '');
}

/** Whether it is to be seen that all is as it would be afterwards. What cannot be looked at shows nothing. */
async function stands({ isDone }: Action, deed: Deed, look: Look): Promise<boolean> {
  // An edit since the message was looked at is the doing of somebody else.
  const withoutDates: Look = { ...look, editedAt: async () => null };
  try {
    return (await isDone?.(deed, withoutDates)) ?? false;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/** What cannot be looked at is not known. */
const unlessUnreadable = <Seen>(looked: Promise<Seen | null>) =>
  looked.catch((error: unknown) => {
    if (error instanceof EngineError) return null;
    throw error;
  });

const isAble = (ability: Ability) => ability === 'yes' || ability === 'unknown';

const LACKING: Readonly<Record<Exclude<Ability, 'yes' | 'unknown'>, string>> = {
  bridge:
    'requires the imsg private API bridge. Run imsg launch, then imgate status --probe to refresh capability detection.',
  method: 'is not known to this build of imsg. Update imsg.',
  selector: 'is not possible on this version of macOS.',
};

function disabled({ name }: Action): EngineError {
  return new EngineError('action_disabled', { message: `iMessage ${name} is disabled in config.` });
}

/** An action or tool that this group, or whoever wrote there, does not have. */
export function notThere(name: string): EngineError {
  return new EngineError('action_disabled', {
    message: `iMessage ${name} may not be used here.`,
    remedy: 'Leave it, or let the operator allow it under channels.imessage.groups.',
  });
}

function standsAlready({ name }: Action): EngineError {
  return new EngineError('action_invalid', {
    message: `iMessage ${name}: all is so already; nothing was done.`,
    remedy: null,
  });
}

function notInDirectChats({ name }: Action): EngineError {
  const message = `iMessage ${name} is for groups, and this is a direct chat.`;
  return new EngineError('action_unavailable', { message, remedy: null });
}

function notForAnybody(): EngineError {
  return new EngineError('action_unavailable', {
    message: 'iMessage group management requires an owner or operator requester.',
    remedy: 'Let somebody in commands.ownerAllowFrom ask for it, or use imgate action.',
  });
}

function notOverText({ name }: Action): EngineError {
  return new EngineError('action_unavailable', {
    message: `iMessage ${name} is for iMessages: Messages cannot do it to what left as SMS or RCS.`,
    remedy: 'Say what is to be corrected in another message.',
  });
}

function remote({ name }: Action): EngineError {
  return new EngineError('action_unavailable', {
    message: `iMessage ${name} is not possible where imsg runs on another machine: no file is copied there.`,
    remedy: 'Run the gateway on the Mac itself.',
  });
}

function unavailable(name: string, ability: Ability): EngineError {
  const why = LACKING[ability as keyof typeof LACKING];
  return new EngineError('action_unavailable', { message: `iMessage ${name} ${why}` });
}
