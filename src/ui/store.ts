import type { Begun, Host, Sink } from './host.js';
import { firstSession, type Message, type Request, type Session, type Size } from './session.js';
import { update } from './update.js';

/**
 * The thin shell around the reducer: it holds the session, saves moves as soon as they are made, does what the session
 * asks for, and tells who listens. No React in it.
 */
export interface Store {
  readonly session: () => Session;
  readonly dispatch: (message: Message) => void;
  /** Reads the next scenario that has no card; false when all of them have one. */
  readonly readOne: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface StoreOptions {
  readonly ascii: boolean;
  readonly size: Size;
  readonly leave: (code: number) => void;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const createStore = (host: Host, options: StoreOptions): Store => {
  const unread = [...host.scenarioIds()];
  const offer = { unread: unread.length, saves: host.saves(), seed: host.freshSeed() };
  let session = firstSession(offer, options.size, options.ascii);
  let sink: Sink | undefined;
  let recorded = 0;
  const listeners = new Set<() => void>();

  const dispatch = (message: Message): void => {
    if (message.is === 'begun') {
      sink = message.begun.sink;
      recorded = message.begun.position.moves.length;
    }
    session = update(session, message);
    save();
    if (session.request) perform(session.request);
    for (const listener of listeners) listener();
  };

  /** Moves go to disk before they are drawn: a crash loses at most the move being made. */
  const save = (): void => {
    const moves = session.play?.course.position.moves ?? [];
    if (sink === undefined || moves.length <= recorded) return;
    const fresh = moves.slice(recorded);
    recorded = moves.length;
    const problem = sink.record(fresh);
    if (problem !== undefined && session.unsaved === undefined)
      session = update(session, { is: 'unsaved', sentence: problem });
  };

  const perform = (request: Request): void => {
    session = update(session, { is: 'taken' });
    switch (request.is) {
      case 'begin':
        takeUp(() => host.begin(request.choice));
        break;
      case 'resume':
        takeUp(() => host.resume(request.file));
        break;
      case 'refresh':
        dispatch({ is: 'offer', saves: host.saves(), seed: host.freshSeed() });
        break;
      case 'learn':
        dispatch({ is: 'concepts', concepts: host.concepts() });
        break;
      case 'save-as':
        saveAs(request.file);
        break;
      case 'quit':
        options.leave(request.code);
    }
  };

  const readOne = (): boolean => {
    const id = unread.shift();
    if (id !== undefined) dispatch({ is: 'card', card: host.scenario(id) });
    return unread.length > 0;
  };

  const takeUp = (begin: () => Begun): void => {
    sink?.close();
    sink = undefined;
    let begun: Begun;
    try {
      begun = begin();
    } catch (error) {
      dispatch({ is: 'refused', sentence: sentenceOf(error) });
      return;
    }
    dispatch({ is: 'begun', begun });
  };

  const saveAs = (file: string): void => {
    if (sink === undefined) return;
    const sentence = sink.saveAs(file);
    if (sentence === undefined) dispatch({ is: 'saved', file: sink.file, resumeCommand: sink.resumeCommand });
    else dispatch({ is: 'unsaved', sentence });
  };

  return {
    session: () => session,
    dispatch,
    readOne,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
