import type { Context } from '../../service.ts';
import type { Checklists } from './checklists.ts';
import { applyCurations } from './curation.ts';
import { type IndexedSample, SampleIndex, wordsOf } from './index-of-samples.ts';
import { fromMs, type Instant, toMillis, yearsLater } from './instants.ts';
import { sampleLinks } from './links.ts';
import {
  type Attribute,
  compareAttributes,
  compareRelationships,
  type ParsedSample,
  SRA_ACCESSION,
  type Status,
  type StoredSample,
  sortedSet,
} from './model.ts';
import { type ParseOptions, sraAccessions } from './parse.ts';
import { renderSample } from './render.ts';
import { refuse } from './rules.ts';
import { Store, type StoreState } from './store.ts';
import type { Taxonomy } from './taxonomy.ts';
import { checkFormat, checkSchema, checkTaxonomy } from './validation.ts';

/** What a snapshot of BioSamples holds. */
export interface ArchiveState {
  store: StoreState;
  index: ReturnType<SampleIndex['state']>;
}

/** The archive of one sandbox: records, index, and the rules for writing. */
export class Archive {
  readonly store = new Store();
  readonly index: SampleIndex;

  constructor(
    readonly context: Context,
    readonly taxonomy: Taxonomy,
    readonly checklists: Checklists,
  ) {
    this.index = new SampleIndex(context, (accession) => this.#indexed(accession));
  }

  get newer(): boolean {
    return this.context.settings['biosamples.generation'] === '2026';
  }

  get parseOptions(): ParseOptions {
    return { nowMs: this.context.clock.now(), bareDates: this.newer };
  }

  /** Now, with made-up digits below the millisecond: the server's clock has them, its store does not. */
  now(): Instant {
    const { clock, ids } = this.context;
    return fromMs(clock.now(), 100_000 + ids.number('biosamples.nanos', 900_000));
  }

  isPublic(sample: { release: Instant }): boolean {
    return Date.parse(sample.release) < this.context.clock.now();
  }

  /** A private sample is there for its owner only. */
  mayRead(
    sample: { release: Instant; webinSubmissionAccountId?: string },
    principal: string | undefined,
  ): boolean {
    return this.isPublic(sample) || owns(sample, principal);
  }

  /** Refuses a new sample that brings its own accessions. */
  refuseAccessions(sample: ParsedSample): void {
    if (sample.accession !== undefined || sraAccessions(sample).length > 0)
      throw refuse('create.has-accession');
  }

  /** Checks of a new sample in the server's order, then the store. */
  create(sample: ParsedSample, principal: string): StoredSample {
    const { rules } = this.context;
    this.refuseAccessions(sample);
    checkSchema(sample, this.checklists, rules);
    const taxId = checkTaxonomy(sample, this.taxonomy, rules);
    checkFormat(sample, rules);
    return this.insert({ ...sample, taxId }, principal);
  }

  /** Stores a new sample without any check. */
  insert(sample: ParsedSample, principal: string, keepDates = false): StoredSample {
    const now = this.now();
    const n = this.#nextAccession();
    return this.#put({
      ...bare(sample),
      ...n,
      webinSubmissionAccountId: principal,
      status: this.#status(sample),
      release: sample.release ?? now,
      update: now,
      submitted: (keepDates ? sample.submitted : undefined) ?? now,
      create: (keepDates ? sample.create : undefined) ?? now,
      attributes: withSra(sample.attributes, n.sraAccession),
      relationships: sample.relationships.map((relation) => ({ source: n.accession, ...relation })),
    });
  }

  /** Keeps an accession for later: private for a hundred years, unchecked. */
  reserve(sample: ParsedSample, principal: string): StoredSample {
    const release = yearsLater(this.context.clock.now(), 100);
    const status: Status = this.newer ? 'PRIVATE' : sample.status;
    return this.insert({ ...sample, status, statusGiven: true, release }, principal);
  }

  /** Checks of an update in the server's order, then the replacement. */
  update(accession: string, sample: ParsedSample, principal: string | undefined): StoredSample {
    const { rules } = this.context;
    if (sample.accession !== accession) throw refuse('update.mismatch');
    const old = this.store.sample(accession);
    if (!old) throw refuse('update.unknown');
    if (!owns(old, principal)) throw refuse('sample.not-owner');
    refuseLocked(old, sample);
    checkSchema(sample, this.checklists, rules);
    const taxId = checkTaxonomy(sample, this.taxonomy, rules);
    this.#checkSra(old, sample);
    checkFormat(sample, rules);
    if (this.newer) this.#checkStatusChange(old, sample);
    return this.replace(old, { ...sample, taxId });
  }

  /** Replaces a stored sample without any check; what the server keeps is kept. */
  replace(old: StoredSample, sample: ParsedSample): StoredSample {
    const now = this.now();
    return this.#put({
      ...bare(sample),
      accession: old.accession,
      sraAccession: old.sraAccession,
      webinSubmissionAccountId: old.webinSubmissionAccountId,
      status: this.#status(sample),
      release: sample.release ?? old.release,
      update: now,
      submitted: isEmpty(old) ? now : (old.submitted ?? now),
      create: old.create,
      attributes: old.sraAccession ? withSra(sample.attributes, old.sraAccession) : sample.attributes,
      relationships: sample.relationships,
    });
  }

  /** The sample as GET shows it, curated unless told otherwise. */
  view(stored: StoredSample, curated: boolean): StoredSample {
    const inverse = this.store.inverse(stored.accession);
    const relationships = sortedSet([...stored.relationships, ...inverse], compareRelationships);
    const whole = { ...stored, relationships };
    return curated ? applyCurations(whole, this.store.linksOf(stored.accession)) : whole;
  }

  /** A stored sample with its links, as lists embed it and v1 answers show it. */
  hal(origin: string, stored: StoredSample, curated: boolean): unknown {
    const structured = this.store.structured(stored.accession)?.data ?? [];
    const nulls = this.context.rules === 'documented';
    return {
      ...renderSample(this.view(stored, curated), { structured, nulls }),
      _links: sampleLinks(origin, stored.accession),
    };
  }

  /** A curation was added to or removed from a sample, or its structured data changed. */
  touched(accession: string): void {
    this.index.enqueue(accession);
  }

  /** An SRA accession that no sample has. */
  freeSraAccession(): string {
    return this.#nextAccession().sraAccession;
  }

  /** Takes a record of a seed as it is; only its dates get defaults. */
  load(sample: ParsedSample & { accession: string }): void {
    const create = sample.create ?? sample.release ?? this.context.clock.iso();
    const { statusGiven: _given, ...rest } = sample;
    const sra = sample.sraAccession ?? sample.attributes.find((item) => item.type === SRA_ACCESSION)?.value;
    this.store.putSample({
      ...rest,
      sraAccession: sra,
      release: sample.release ?? create,
      create,
      update: sample.update ?? create,
      submitted: sample.submitted ?? create,
      attributes: sra === undefined ? sample.attributes : withSra(sample.attributes, sra),
      relationships: sample.relationships.map((relation) => ({ source: sample.accession, ...relation })),
    });
  }

  /** After the records of a seed are in: all of them are known to search. */
  indexAll(): void {
    for (const sample of this.store.samples()) this.index.addNow(sample.accession);
  }

  state(): ArchiveState {
    return { store: this.store.state(), index: this.index.state() };
  }

  restore(state: ArchiveState): void {
    this.store.restore(state.store);
    this.index.restore(state.index);
  }

  #put(sample: StoredSample): StoredSample {
    const before = this.store.sample(sample.accession)?.relationships ?? [];
    this.store.putSample({
      ...sample,
      release: toMillis(sample.release),
      update: toMillis(sample.update),
      create: toMillis(sample.create),
      ...(sample.submitted === undefined ? {} : { submitted: toMillis(sample.submitted) }),
    });
    this.index.enqueue(sample.accession);
    const targets = new Set([...before, ...sample.relationships].map((relation) => relation.target));
    targets.delete(sample.accession);
    for (const target of targets) if (this.store.sample(target)) this.index.enqueue(target);
    return sample;
  }

  #nextAccession(): { accession: string; sraAccession: string } {
    const { ids } = this.context;
    const base = 110_000_000 + ids.fixed('biosamples.accession', 8_000) * 1_000;
    for (;;) {
      const n = ids.next('biosamples.accession');
      const accession = `SAMEA${base + n}`;
      // A seed may hold any accession.
      if (!this.store.sample(accession)) return { accession, sraAccession: `ERS${base / 5 + n}` };
    }
  }

  #status(sample: ParsedSample): Status {
    const future = sample.release === undefined || Date.parse(sample.release) > this.context.clock.now();
    return this.newer && sample.status === 'PUBLIC' && future ? 'PRIVATE' : sample.status;
  }

  #checkSra(old: StoredSample, sample: ParsedSample): void {
    const named = new Set(sraAccessions(sample));
    const inField = sample.attributes.filter((item) => item.type === SRA_ACCESSION).length;
    if (named.size > 1 || inField > 1) throw refuse('sample.invalid');
    const [sra] = named;
    if (sra !== undefined && old.sraAccession !== undefined && sra !== old.sraAccession)
      throw refuse('sra.changed');
  }

  #checkStatusChange(old: StoredSample, sample: ParsedSample): void {
    if (!sample.statusGiven || sample.status !== 'PUBLIC') return;
    if (old.status !== 'PUBLIC' && old.status !== 'PRIVATE') throw refuse('sample.invalid');
  }

  #indexed(accession: string): IndexedSample | undefined {
    const stored = this.store.sample(accession);
    if (!stored) return undefined;
    const structured = this.store.structured(accession)?.data ?? [];
    const doc = { ...this.view(stored, true), structuredTypes: structured.map((table) => table.type) };
    return { ...doc, words: wordsOf(doc) };
  }
}

export function owns(sample: { webinSubmissionAccountId?: string }, principal: string | undefined): boolean {
  return (
    principal !== undefined && sample.webinSubmissionAccountId?.toLowerCase() === principal.toLowerCase()
  );
}

/** Without what only matters while a request is handled, and without the owner fields the server sets. */
function bare(
  sample: ParsedSample,
): Omit<ParsedSample, 'statusGiven' | 'domain' | 'release' | 'update' | 'create'> {
  const {
    statusGiven: _given,
    domain: _domain,
    release: _release,
    update: _update,
    create: _create,
    ...rest
  } = sample;
  return rest;
}

function withSra(attributes: readonly Attribute[], sra: string): Attribute[] {
  return sortedSet([...attributes, { type: SRA_ACCESSION, value: sra, iri: [] }], compareAttributes).filter(
    (item, i, all) =>
      item.type !== SRA_ACCESSION || all.findIndex((other) => other.type === SRA_ACCESSION) === i,
  );
}

/** Samples that came through another door can be changed there only. */
function refuseLocked(old: StoredSample, sample: ParsedSample): void {
  const imported = old.submittedVia === 'PIPELINE_IMPORT' || old.submittedVia === 'WEBIN_SERVICES';
  const checklist = (attributes: readonly Attribute[]) =>
    attributes.some((item) => item.type.toLowerCase() === 'ena-checklist');
  if (
    (imported && sample.submittedVia !== old.submittedVia) ||
    (checklist(old.attributes) && !checklist(sample.attributes))
  ) {
    throw refuse('sample.locked');
  }
}

/** Reserved, and never filled since. */
function isEmpty(sample: StoredSample): boolean {
  return (
    !sample.taxId &&
    sample.attributes.every((item) => item.type === SRA_ACCESSION) &&
    [
      sample.relationships,
      sample.externalReferences,
      sample.organization,
      sample.contact,
      sample.publications,
    ].every((list) => list.length === 0)
  );
}
