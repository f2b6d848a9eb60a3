import { api, asApiError, wasAborted, type ApiError } from '$/contract/api';
import { follow, stop } from '$/contract/jobs';
import type { ColumnRole, ImportReport, Job, Preview, Source, Workspace } from '$/contract/wire';
import { customs } from '$/i18n/customs.svelte';
import { forget, preview, removeSource, sources, startImport, upload, type ImportOptions, type Reading } from './calls';
import { workspace } from '../../workspace.svelte';
import { REQUIRED, SINGLE } from './roles';

export type Stage = 'waiting' | 'sending' | 'reading' | 'choosing' | 'importing' | 'done' | 'failed';

/** One file on its way in: sent, looked at, corrected, imported. Outlives the page, so that leaving it loses nothing. */
export class FileImport {
  readonly file: File;
  readonly key: number;
  stage = $state<Stage>('waiting');
  /** Share 0…1 that has left the browser. */
  sent = $state(0);
  preview = $state.raw<Preview | null>(null);
  /** A newer preview is under way; the old one stays in sight. */
  renewing = $state(false);
  reading = $state<Reading>({});
  roles = $state<Record<string, ColumnRole>>({});
  timezone = $state('');
  scoreKind = $state('');
  job = $state.raw<Job<ImportReport> | null>(null);
  report = $state.raw<ImportReport | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** The made-up events of the demo, where these would come among them. */
  demo = $state.raw<Source | null>(null);
  /** They go once this file is in. */
  demoGoes = $state(true);
  removing = $state(false);
  #upload: string | null = null;
  #stopSending: (() => void) | null = null;
  #closed = false;

  constructor(file: File, key: number) {
    this.file = file;
    this.key = key;
  }

  /** Required roles that no column has. */
  missing = $derived(REQUIRED.filter((role) => !Object.values(this.roles).includes(role)));
  /** The times carry no offset, so that the zone has to be asked. */
  needsZone = $derived.by(() => {
    const column = this.preview?.columns.find((one) => this.roles[one.name] === 'time');
    if (!column || column.guess === 'time') return this.preview?.needs_timezone ?? false;
    // Chosen by hand: the server has not looked at these times yet.
    return column.kind === 'text' && !column.samples.every((sample) => /(z|[+-]\d{2}:?\d{2}|utc|gmt)\s*$/i.test(sample) || /^\d{9,}$/.test(sample));
  });
  hasScore = $derived(Object.values(this.roles).includes('score'));

  async start(): Promise<void> {
    this.stage = 'sending';
    const sending = upload(this.file, (share) => (this.sent = share));
    this.#stopSending = sending.stop;
    try {
      this.#upload = (await sending.done).upload;
      if (this.#closed) return this.#forget();
      this.stage = 'reading';
      const [found, held] = await Promise.all([preview(this.#upload, {}), this.#demoHeld()]);
      this.#accept(found);
      this.demo = held;
      this.stage = 'choosing';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Takes the file apart in another way and looks again; roles chosen by hand for the same columns stay. */
  async reread(change: Reading): Promise<void> {
    if (this.#upload === null) return;
    this.reading = { ...this.reading, ...change };
    this.renewing = true;
    try {
      this.#accept(await preview(this.#upload, this.reading));
      this.error = null;
    } catch (error) {
      this.error = asApiError(error);
    } finally {
      this.renewing = false;
    }
  }

  #accept(found: Preview): void {
    const before = this.preview;
    const same = before !== null && before.columns.map((c) => c.name).join('\n') === found.columns.map((c) => c.name).join('\n');
    this.preview = found;
    if (!same) this.roles = Object.fromEntries(found.columns.map((column) => [column.name, column.guess]));
    if (before === null) this.scoreKind = found.score_kind ?? '';
    if (this.timezone === '') this.timezone = customs.timezone;
  }

  /** Gives a column a role; the column that had a role only one can have becomes an attribute. */
  choose(column: string, role: ColumnRole): void {
    const roles = { ...this.roles };
    if (SINGLE.includes(role)) {
      for (const [other, held] of Object.entries(roles)) if (held === role && other !== column) roles[other] = 'attribute';
    }
    roles[column] = role;
    this.roles = roles;
  }

  async import(): Promise<void> {
    if (this.#upload === null || this.missing.length > 0) return;
    this.error = null;
    this.stage = 'importing';
    try {
      const ended = await follow(await startImport(this.#upload, this.#options()), (job) => (this.job = job));
      if (ended.state === 'cancelled' || ended.result === null) {
        this.stage = 'choosing';
        this.job = null;
        return;
      }
      this.report = ended.result;
    } catch (error) {
      this.error = asApiError(error);
      this.job = null;
      this.stage = 'choosing';
      return;
    }
    if (this.demo && this.demoGoes) await this.#takeOut(this.demo, this.report);
    this.stage = 'done';
  }

  /** The demo, where it is here and may go; a file can come in without knowing. */
  async #demoHeld(): Promise<Source | null> {
    if (!workspace.may('events.remove')) return null;
    const held = await sources().catch(() => undefined);
    return held?.find((source) => source.demo) ?? null;
  }

  /** Takes a source out after this file came in; what the workspace holds is counted again. */
  async #takeOut(source: Source, report: ImportReport): Promise<void> {
    this.removing = true;
    this.job = null;
    try {
      await follow(await removeSource(source.id));
      const { counts } = await api.get<Workspace>('/workspace');
      this.report = { ...report, customers: counts.customers, journeys: counts.journeys, activities: counts.activities };
    } catch (error) {
      this.error = asApiError(error);
    } finally {
      this.removing = false;
    }
  }

  #options(): ImportOptions {
    const options: ImportOptions = { ...this.reading, columns: { ...this.roles } };
    if (this.needsZone) options.timezone = this.timezone;
    if (this.hasScore && this.scoreKind) options.score_kind = this.scoreKind;
    return options;
  }

  async cancelImport(): Promise<void> {
    if (this.job) await stop(this.job);
  }

  /** Leaves this file; what was sent of it is thrown away. */
  close(): void {
    this.#closed = true;
    this.#stopSending?.();
    if (this.stage !== 'done') this.#forget();
  }

  #forget(): void {
    // An upload that stays behind is cleaned by the server itself after a while.
    if (this.#upload) void forget(this.#upload).catch(() => undefined);
    this.#upload = null;
  }

  #fail(error: unknown): void {
    if (wasAborted(error)) return;
    this.error = asApiError(error);
    this.stage = 'failed';
  }
}

/** The files that were dropped, one after the other. */
class Importing {
  queue = $state.raw<FileImport[]>([]);
  /** How many were in the row, for "2 of 3". */
  total = $state(0);
  #next = 1;

  current = $derived<FileImport | null>(this.queue[0] ?? null);

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => new FileImport(file, this.#next++));
    if (added.length === 0) return;
    const idle = this.queue.length === 0;
    this.total = (idle ? 0 : this.total) + added.length;
    this.queue = [...this.queue, ...added];
    if (idle) void this.queue[0]?.start();
  }

  /** Done with the first; the next begins. */
  leave(): void {
    this.queue[0]?.close();
    this.queue = this.queue.slice(1);
    void this.queue[0]?.start();
  }
}

export const importing = new Importing();
