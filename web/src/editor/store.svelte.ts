import * as Y from 'yjs';
import { ApiError, asApiError } from '$/contract/api';
import { apply, MissingRecord, type Change } from '$/journey/document';
import { merged, mergedLists } from '$/journey/merged';
import type { JourneyRecord, MapDocument } from '$/journey/records';
import { Presence } from './room/presence.svelte';
import { dial, UPDATE, VECTOR, type Socket } from './room/ahead';
import { Line, type Said } from './room/line';
import type { Draft, Outbox, Refused } from './room/outbox';
import { afterPainting } from './room/leisure';
import { same } from '$/journey/same';
import { Seat } from './room/seat';
import { read, recordsOf, touched, write, type Fields } from './room/shape';
import { Steps } from './room/steps';
import { Sync } from './room/sync';

/** `saving`: on its way; `waiting`: written here while the server is away; `away`: only the line is broken. */
export type Saving = 'saved' | 'saving' | 'waiting' | 'away';

/** How often the line may break before an opening map says that it cannot be opened. */
const MOST_TRIES = 3;
/** How long, at most, a map that was drawn from plain records waits to be read as a shared document. */
const LEISURE = 2000;
/** How long a map that is left waits for the server's yes. */
const PARTING = 3000;
/** Of how many records that went it is remembered where they stood. */
const MOST_GONE = 500;

/**
 * One open map, shared with everybody who has it open. A change is made here at once, kept in the
 * outbox and sent in the background; what others change comes in by itself. Only records that changed
 * get a new identity. Undo and redo are of one's own steps.
 */
export class MapStore {
  document = $state.raw<MapDocument>({ schema: 1, records: {} });
  /** The version of the map on the server. */
  version = $state(0);
  saving = $state<Saving>('saved');
  /** Why there is no line, in the server's words; null when there is. */
  trouble = $state.raw<ApiError | null>(null);
  /** The map was removed, or may not be seen any more, while it is open: trying again mends nothing. */
  readonly ended = $derived(this.trouble && [403, 404].includes(this.trouble.status) ? this.trouble : null);
  refused = $state.raw<readonly Refused[]>([]);
  /** Ids whose change the server has now, here made or elsewhere; for who must measure again. */
  confirmed = $state.raw<readonly string[]>([]);
  /** Records that came back because somebody wrote in them while another removed them. */
  revived = $state.raw<readonly string[]>([]);
  /** What would be taken back, or done again, in words; null when there is nothing. */
  undoable = $state<string | null>(null);
  redoable = $state<string | null>(null);
  /** Whether this person may only look. */
  readOnly = $state(false);

  /** Whether what is not on the server yet outlives this page. */
  safe = $state(true);
  /** Something was written here by somebody who may only look since: it waits in this browser until they may write again. */
  stranded = $state(false);

  /** Who else is here, and where. */
  readonly presence: Presence;

  readonly #doc = new Y.Doc();
  readonly #records = recordsOf(this.#doc);
  readonly #steps = new Steps(this.#records, (undoable, redoable) => {
    this.undoable = undoable;
    this.redoable = redoable;
  });
  readonly #line: Line;
  readonly #sync: Sync;
  #fields: Fields = { texts: {}, lists: {}, rows: {} };
  #base: Record<string, JourneyRecord> = {};
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing reacts to it
  #changed = new Set<string>();
  /** Records that went while this page was open, as they were: what is refused of one is told by its place. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing reacts to it
  readonly #gone = new Map<string, JourneyRecord>();
  #tries = 0;
  #idle: (() => void)[] = [];
  #opened: { done: () => void; fail: (error: ApiError) => void } | null = null;
  /** Stops the reading that waits until the map was painted; null when nothing waits. */
  #leisure: (() => void) | null = null;
  /** What waits to be read is all that the server has. */
  #answered = false;

  /** `probe` asks for the map in the plain way, to learn why a room cannot be entered. */
  constructor(
    map: string,
    private readonly outbox: Outbox,
    private readonly probe: () => Promise<unknown>,
    make: (empty: boolean) => Socket = (empty) => dial(map, empty),
  ) {
    this.presence = new Presence((message) => this.#line.send(message), new Seat(map));
    this.#line = new Line(() => this.#sync.question(), () => make(this.#opened !== null));
    this.#sync = new Sync(this.#doc, this.#line, outbox, () => this.#look());
    this.refused = outbox.refused;
    this.#records.observeDeep((events) => this.#note(events));
  }

  /** Enters the room; done when the whole map can be drawn. */
  open(): Promise<void> {
    return new Promise((done, fail) => {
      this.#opened = { done, fail };
      this.#line.open({
        bytes: (kind, content) => {
          if (kind === VECTOR) this.#sync.vector(content);
          else if (kind === UPDATE) this.#sync.update(content);
        },
        said: (message) => this.#said(message),
        broke: () => void this.#broke(),
      });
    });
  }

  /** Applies changes here and now and sends them; an empty list does nothing. */
  change(label: string, changes: Change[]): boolean {
    if (changes.length === 0 || this.readOnly) return false;
    this.#catchUp();
    apply(this.document, changes); // what names a missing record is refused before anything is written
    const wanted = changes.map((change) => this.#joined(change));
    this.#steps.step(label, () => write(this.#doc, wanted, this.#fields, this.#steps.origin));
    return true;
  }

  /**
   * Holds the text of an open cell so that it survives the page; nothing is shown or sent. `before` is
   * the map when it was opened: what others write in the same text meanwhile is kept beside it.
   */
  hold(draft: Change[] | null, before: MapDocument = this.document): void {
    this.#base = {};
    for (const change of draft ?? []) {
      const record = before.records[change.id];
      if (record && change.op === 'patch') this.#base[change.id] = record;
    }
    this.outbox.hold(draft && { changes: draft, base: this.#base });
  }

  undo(): string | null {
    this.#catchUp();
    return this.readOnly ? null : this.#steps.undo();
  }

  redo(): string | null {
    this.#catchUp();
    return this.readOnly ? null : this.#steps.redo();
  }

  /** Sends at once what waits, and tries the line when it is broken; done when all is on the server or it cannot be. */
  flush(): Promise<void> {
    this.#catchUp();
    this.#sync.flush();
    if (!this.#sync.synced) this.#line.hurry();
    if (!this.#sync.pending || this.saving === 'waiting') return Promise.resolve();
    return new Promise((done) => this.#idle.push(done));
  }

  /** Whether people write words in this field, which are then shared letter by letter. */
  isText(kind: string, field: string): boolean {
    return this.#fields.texts[kind]?.includes(field) ?? false;
  }

  /** Words whose place is gone are kept aside, and shown until they were seen. */
  setAside(record: string, text: string, fault: Refused['fault'] = null): void {
    this.#refuse({ record, field: null, fault, text });
    this.refused = this.outbox.refused;
  }

  #refuse(refused: Omit<Refused, 'id' | 'at' | 'was'>): void {
    const { record } = refused;
    this.outbox.refuse({ ...refused, was: this.document.records[record] ?? this.#gone.get(record) ?? this.#base[record] ?? null });
  }

  dismiss(id: string): void {
    this.outbox.dismiss(id);
    this.refused = this.outbox.refused;
  }

  /** The words of what was refused, as they are being mended. */
  retype(id: string, text: string): void {
    if (this.refused.every((each) => each.id !== id || each.text === text)) return;
    this.outbox.retype(id, text);
    this.refused = this.outbox.refused;
  }

  bringBack(refused: Refused): void {
    this.outbox.bringBack(refused);
    this.refused = this.outbox.refused;
  }

  /** Enters the room anew, as somebody of another name. */
  reenter(): void {
    this.#line.drop();
  }

  /** The browser says that its network came or went. */
  network(): void {
    this.#line.hurry();
  }

  /** The page goes away; what waits, and what is still being typed, is for the next one. */
  leave(): void {
    this.#sync.flush();
    this.outbox.leave();
  }

  /**
   * Leaves the room, a moment later: what an open cell writes while its page is taken down still goes
   * along. What the server does not acknowledge in time stays in the outbox.
   */
  close(): void {
    const end = (): void => {
      this.#leisure?.();
      this.presence.close();
      this.#line.close();
      this.#sync.close();
      this.#steps.close();
    };
    setTimeout(() => {
      // nothing was written in what is not read yet
      if (this.#sync.waits) return end();
      const patience = setTimeout(end, PARTING);
      void this.flush().then(() => {
        clearTimeout(patience);
        end();
      });
    });
  }

  #said(message: Said): void {
    switch (message.kind) {
      case 'welcome':
        this.#fields = { texts: message.texts, lists: message.lists, rows: message.rows };
        this.version = message.version;
        this.readOnly = !message.may_write;
        this.presence.heard(message);
        break;
      case 'presence':
      case 'left':
        this.presence.heard(message);
        break;
      case 'whole':
        // a copy that has something already is put right by the shared document alone
        if (!this.#opened || Object.keys(this.document.records).length) break;
        this.document = { ...this.document, records: message.records };
        this.#sync.wait();
        break;
      case 'synced':
        if (this.#sync.waits) this.#drawable();
        else this.#complete();
        break;
      case 'kept':
        this.#sync.acknowledged(message.number);
        if (!this.#sync.pending) this.#confirm();
        break;
      case 'refused':
        for (const { record, field, code, message: title, mend, words, params } of message.refused) {
          // a field that took its whole record along is said once, with the words
          if (field !== null && message.refused.some((each) => each.record === record && each.field === null)) continue;
          // and one fault of a record in several fields once
          if (!words && message.refused.find((each) => each.record === record && each.code === code)?.field !== field) continue;
          this.#refuse({ record, field, fault: { code, title, mend, params }, text: words ?? '' });
        }
        this.refused = this.outbox.refused;
        break;
      case 'revived':
        this.revived = message.records;
        break;
      case 'version':
        this.version = message.version;
        this.#confirm();
        break;
      case 'problem':
      case 'end':
        this.trouble = new ApiError(0, { code: message.code, title: message.message });
        // what was not taken is sent again after a pause, found by the state vectors
        this.#line.drop();
        break;
      default:
    }
  }

  #confirm(): void {
    if (this.#changed.size) this.confirmed = [...this.#changed];
    this.#changed.clear();
  }

  /** Everything is here, as plain records and as a shared document that is read once the map was drawn, or when it is needed. */
  #drawable(): void {
    // what a closed tab left is waited for; with nothing left, drawing the rest of the map comes first
    this.#leisure = afterPainting(() => this.#catchUp(), this.outbox.left ? 0 : LEISURE);
    this.#answered = true;
    this.#opened?.done();
    this.#opened = null;
  }

  #catchUp(): void {
    if (!this.#leisure) return;
    this.#leisure();
    this.#leisure = null;
    this.#sync.takeIn();
    this.#changed.clear();
    if (this.#answered) this.#complete();
  }

  #complete(): void {
    this.#tries = 0;
    this.trouble = null;
    this.#line.calm();
    const drafts = this.#sync.complete(!this.readOnly);
    for (const draft of drafts) this.#takeUp(draft);
    this.#look();
    if (this.#opened) this.#changed.clear();
    this.#opened?.done();
    this.#opened = null;
  }

  /** What was still being typed in an earlier page, as far as what it belongs to is there. */
  #takeUp({ changes, base }: Draft): void {
    this.#base = base;
    for (const change of changes) {
      try {
        this.change('', [change]);
      } catch (error) {
        if (!(error instanceof MissingRecord)) throw error;
        const words = change.op === 'patch' ? Object.values(change.fields).filter((value) => typeof value === 'string') : [];
        this.setAside(change.id, words.join('\n'));
      }
    }
    this.hold(null);
    this.refused = this.outbox.refused;
  }

  async #broke(): Promise<void> {
    this.#sync.broke();
    this.#answered = false;
    this.#tries += 1;
    if (this.#tries > 1 || this.trouble) this.#look();
    // what the person can do about it is known only by asking in the plain way
    if (this.#tries < 2 && !this.#opened && !this.trouble) return;
    const problem = await this.probe().then(() => null, asApiError);
    if (this.#sync.synced) return;
    this.trouble = problem ?? this.trouble;
    const closed = this.trouble ?? new ApiError(0, { code: 'web.no_room', title: 'The line for working on this map together cannot be made.', mend: 'Let the proxy between your browser and Klantreis pass WebSockets on.' });
    if (this.#opened && (this.trouble || this.#tries >= MOST_TRIES)) {
      this.#line.close();
      this.#opened.fail(closed);
      this.#opened = null;
      return;
    }
    if (this.#tries >= MOST_TRIES) this.trouble = closed;
    this.#look();
  }

  #look(): void {
    const { pending, synced, stuck } = this.#sync;
    if (stuck) this.trouble ??= TOO_LARGE();
    else if (this.trouble?.code === 'room.too_large') this.trouble = null;
    const broken = stuck || (!synced && (this.#tries > 1 || this.trouble !== null));
    this.safe = this.outbox.safe;
    this.stranded = this.readOnly && synced && (pending || this.outbox.left);
    this.saving = broken ? (pending ? 'waiting' : 'away') : pending ? 'saving' : 'saved';
    if (pending && !broken) return;
    for (const done of this.#idle.splice(0)) done();
  }

  /** A change with, in the text that was open, what others wrote there meanwhile. */
  #joined(change: Change): Change {
    const base = change.op === 'patch' ? fieldsOf(this.#base[change.id]) : undefined;
    if (!base || change.op !== 'patch') return change;
    const now = fieldsOf(this.document.records[change.id]) ?? {};
    const fields = Object.entries(change.fields).map(([field, mine]) => {
      const [was, theirs] = [base[field], now[field]];
      const texts = typeof mine === 'string' && typeof was === 'string' && typeof theirs === 'string';
      if (texts && this.isText(String(base.kind), field)) return [field, merged(was, mine, theirs)];
      const lists = this.#fields.lists[String(base.kind)]?.includes(field) && isList(mine) && isList(was) && isList(theirs);
      return [field, lists ? mergedLists(was, mine, theirs) : mine];
    });
    return { ...change, fields: Object.fromEntries(fields) as Record<string, unknown> };
  }

  #remember(id: string): void {
    const record = this.document.records[id];
    if (record) this.#gone.set(id, record);
    if (this.#gone.size > MOST_GONE) this.#gone.delete([...this.#gone.keys()][0] ?? '');
  }

  #note(events: Y.YEvent<Y.AbstractType<unknown>>[]): void {
    const records: Record<string, JourneyRecord> = { ...this.document.records };
    let changed = false;
    for (const id of touched(events)) {
      const record = read(this.#records, id);
      // what is only laid down was not there and is not there; and what was drawn from plain records stays itself
      if (same(record, records[id])) continue;
      changed = true;
      this.#changed.add(id);
      if (!record) this.#remember(id);
      if (record) records[id] = record;
      else Reflect.deleteProperty(records, id);
    }
    if (changed) this.document = { ...this.document, records };
  }
}

const TOO_LARGE = (): ApiError => new ApiError(0, { code: 'room.too_large', title: 'This update is too large.', mend: 'Take a part of it back (Ctrl+Z), and paste less at once.' });
const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

const fieldsOf = (record: JourneyRecord | undefined): Record<string, unknown> | undefined =>
  record as unknown as Record<string, unknown> | undefined;
