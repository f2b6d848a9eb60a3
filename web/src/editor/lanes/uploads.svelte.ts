/** Files on their way to the map: sent one by one, shown while they go, and kept at hand when they could not. */
import { asApiError, wasAborted } from '$/contract/api';
import { addFile, mapFiles, MOST_BYTES, PICTURES, type MapFile } from '$/contract/files';
import { explain } from '$/i18n/errors';
import { bytes } from '$/i18n/formats';
import { addFileCard } from '$/journey/cards';
import type { Lane, Touchpoint } from '$/journey/records';
import type { Editor } from '../editor.svelte';
import { t } from './words';

export interface Upload {
  readonly file: File;
  share: number;
  /** Why it is not on the map; null while it is on its way. */
  trouble: string | null;
  /** Whether trying again may help. */
  again: boolean;
}

export class Uploads {
  list = $state<Upload[]>([]);

  constructor(
    private readonly editor: Editor,
    private readonly at: () => { lane: Lane; touchpoint: Touchpoint; place: string },
  ) {}

  take(files: Iterable<File>): void {
    for (const file of files) {
      const wrong = this.#wrong(file);
      this.list.push({ file, share: 0, trouble: wrong, again: false });
      const upload = this.list.at(-1);
      if (wrong) this.editor.say(wrong);
      else if (upload) void this.send(upload);
    }
  }

  async send(upload: Upload): Promise<void> {
    const { lane, touchpoint, place } = this.at();
    const { file } = upload;
    upload.trouble = null;
    try {
      const kept = await addFile(this.editor.about?.map ?? '', file, (share) => (upload.share = share)).done;
      filesOf(this.editor).keep(kept);
      const made = addFileCard(this.editor.document, lane.id, touchpoint.id, { id: kept.id, name: file.name || kept.name });
      if (this.editor.change(t('didAdd', { name: kept.name, place }), made)) this.leave(upload);
    } catch (error) {
      if (wasAborted(error)) return this.leave(upload);
      const { text, mend } = explain(asApiError(error));
      upload.trouble = t('failed', { name: file.name, why: [text, mend].filter(Boolean).join(' ') });
      upload.again = true;
      this.editor.say(upload.trouble);
    }
  }

  leave(upload: Upload): void {
    this.list = this.list.filter((each) => each.file !== upload.file);
  }

  #wrong(file: File): string | null {
    const { name } = file;
    if (this.at().lane.type === 'image' && !PICTURES.split(',').includes(file.type)) return t('noImage', { name });
    if (file.size > MOST_BYTES) return t('tooLarge', { name, size: bytes(file.size), most: bytes(MOST_BYTES) });
    return null;
  }
}

/** What the server knows of the files of one map: asked once, when the first of them is shown. */
class Files {
  #known = $state.raw<ReadonlyMap<string, MapFile>>(new Map());
  #asked = false;

  constructor(private readonly map: string) {}

  get(id: string): MapFile | null {
    return this.#known.get(id) ?? null;
  }

  keep(file: MapFile): void {
    this.#known = new Map([...this.#known, [file.id, file]]);
  }

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const files = await mapFiles(this.map);
      this.#known = new Map([...files.map((file) => [file.id, file] as const), ...this.#known]);
    } catch {
      // without it a file still has its name; the next one asks again
      this.#asked = false;
    }
  }
}

const opened = new WeakMap<Editor, Files>();

export function filesOf(editor: Editor): Files {
  const known = opened.get(editor) ?? new Files(editor.about?.map ?? '');
  opened.set(editor, known);
  return known;
}
