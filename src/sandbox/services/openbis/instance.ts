import type { Call } from '../../routes.ts';
import type { Context } from '../../service.ts';
import { allKinds, type Kinds } from './kinds.ts';
import { type Caller, type Session, Sessions } from './sessions.ts';
import { Store, type StoreState } from './store.ts';
import { Transfers, type TransfersState } from './transfers.ts';
import { Work } from './work.ts';
import { Workspaces, type WorkspacesState } from './workspaces.ts';

export interface OpenBisState {
  store: StoreState;
  sessions: Session[];
  anonymous: string | null;
  workspaces: WorkspacesState;
  transfers: TransfersState;
}

/** One openBIS: application server and data store. */
export class OpenBis {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly kinds: Kinds;
  readonly workspaces = new Workspaces();
  readonly transfers: Transfers;
  /** The user behind anonymous sessions; null: there are none. */
  anonymous: string | null = null;
  /** Address under which the caller of this moment knows us. */
  #origin = '';

  constructor(readonly context: Context) {
    this.store = new Store(context.ids);
    this.sessions = new Sessions(context, this.store);
    this.transfers = new Transfers(context.ids);
    this.kinds = allKinds(() => this.#origin);
  }

  get api(): '3.5' | '3.6' {
    return this.context.settings['openbis.api'];
  }

  work(call: Pick<Call, 'origin' | 'commit'>, caller: Caller): Work {
    this.#origin = call.origin;
    return new Work(this.context, this.store, this.kinds, caller, call.commit);
  }

  state(): OpenBisState {
    return {
      store: this.store.state(),
      sessions: this.sessions.state(),
      anonymous: this.anonymous,
      workspaces: this.workspaces.state(),
      transfers: this.transfers.state(),
    };
  }

  restore(state: OpenBisState): void {
    this.store.restore(state.store);
    this.sessions.restore(state.sessions);
    this.anonymous = state.anonymous;
    this.workspaces.restore(state.workspaces);
    this.transfers.restore(state.transfers);
    for (const { id } of this.store.tables.personalAccessToken.all()) this.context.scrubber.hide(id);
  }
}
