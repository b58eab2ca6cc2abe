import type { Progress } from '../../lifecycle.ts';
import type { Call } from '../../routes.ts';
import type { Context } from '../../service.ts';
import type { Directory } from '../aap/directory.ts';
import type { AapTokens, Claims } from '../aap/tokens.ts';
import { uuid } from '../aap/uuid.ts';
import type { Archive } from '../biosamples/archive.ts';
import type { Taxon } from '../biosamples/taxonomy.ts';
import type { DataType, StoredDocument, StoredSubmission, TeamCopy, Touch } from './model.ts';
import { Processing } from './processing.ts';
import { refuse } from './rules.ts';
import { Store, type StoreState } from './store.ts';
import { blocks, Validation } from './validation.ts';

/** Members of this domain pass every check of team membership. */
const ADMINS = 'self.embl-ebi-subs-admin';
/** Teams are domains with this prefix. */
export const TEAM_PREFIX = 'subs.';

/** What a snapshot of USI holds. */
export interface DeskState {
  store: StoreState;
  pending: [string, Progress][];
  flights: ReturnType<Processing['state']>;
}

/** What all routes of USI share: the records, who may touch them, and the clockwork behind them. */
export class Desk {
  readonly store = new Store();
  readonly validation: Validation;
  readonly processing: Processing;

  constructor(
    readonly context: Context,
    readonly directory: Directory,
    readonly tokens: AapTokens,
    taxa: readonly Taxon[],
    archive: Archive,
  ) {
    const byId = new Map(taxa.map((taxon) => [taxon.taxId, taxon]));
    this.validation = new Validation(context, { store: this.store, taxa: byId });
    this.processing = new Processing(context, this.store, archive);
  }

  /** The release line of 2018 has other links and longer results. */
  get older(): boolean {
    return this.context.settings['usi.generation'] === '2018';
  }

  /** Lets time do its work; at the beginning of every request. */
  tick(): void {
    this.validation.tick();
    this.processing.tick();
  }

  claims(call: Call): Claims {
    const read = this.tokens.read(call.headers.get('authorization'));
    if (typeof read === 'string') throw refuse(`usi.token-${read}`);
    return read;
  }

  touch({ sub }: Claims): Touch {
    return { at: this.context.clock.now(), by: sub };
  }

  newId(kind: string): string {
    return uuid(this.context.ids, `usi.${kind}`);
  }

  /** What counts is the token: a membership of today is worth nothing in a token of yesterday. */
  mayUse({ domains }: Claims, team: string): boolean {
    return domains.includes(team) || domains.includes(ADMINS);
  }

  refuseOthers(claims: Claims, team: string): void {
    if (!this.mayUse(claims, team)) throw refuse('usi.not-member');
  }

  /** The teams in a token, for listings; administrators see their own only. */
  teamsIn({ domains }: Claims): string[] {
    return domains.filter((name) => name.startsWith(TEAM_PREFIX));
  }

  /** The submission in the path. `below`: the server's own controllers have a body for what they do not find. */
  submission(call: Call, below = true): StoredSubmission {
    const claims = this.claims(call);
    const found = this.store.submission(call.params.submission ?? '');
    if (!found) throw refuse(below ? 'usi.unknown-below' : 'usi.unknown');
    this.refuseOthers(claims, found.team.name);
    return found;
  }

  /** The document in the path. */
  document(call: Call, type: DataType): StoredDocument {
    const claims = this.claims(call);
    const found = this.store.document(call.params.id ?? '');
    if (found?.type !== type) throw refuse('usi.unknown');
    this.refuseOthers(claims, found.team);
    return found;
  }

  /** The submission of a document; it goes only together with its documents. */
  submissionOf(document: StoredDocument): StoredSubmission {
    const found = this.store.submission(document.submission);
    if (!found) throw refuse('usi.unknown');
    return found;
  }

  isDraft(submission: StoredSubmission): boolean {
    return submission.status.value === 'Draft';
  }

  /** Every result is there and none of them stands in the way; whatever the status. */
  validated(submission: StoredSubmission): boolean {
    const documents = this.store.documentsOf(submission.id);
    return documents.length > 0 && documents.every((document) => blocks(document) === false);
  }

  submittable(submission: StoredSubmission): boolean {
    return this.isDraft(submission) && this.validated(submission);
  }

  /** A team as AAP has it now; undefined when it is no domain or has no profile. */
  team(name: string): TeamCopy | undefined {
    const domain = this.directory.domainNamed(name);
    const profile = domain && this.directory.profileOf(domain.domainReference);
    if (!domain || !profile) return undefined;
    return { name, description: domain.domainDesc, profile: { ...profile.attributes } };
  }

  state(): DeskState {
    return {
      store: this.store.state(),
      pending: this.validation.state(),
      flights: this.processing.state(),
    };
  }

  restore({ store, pending, flights }: DeskState): void {
    this.store.restore(store);
    this.validation.restore(pending);
    this.processing.restore(flights);
  }
}
